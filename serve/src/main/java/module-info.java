/// The HTTP server: messages to and from sockets. Never sees a token or a tensor.
module dev.ponder.serve {
  requires static transitive org.jspecify;
  requires transitive dev.ponder.core;
  requires transitive dev.ponder.api;
  requires transitive dev.ponder.protocol;
  requires org.eclipse.jetty.server;
  requires org.eclipse.jetty.websocket.core.server;
  requires org.slf4j;

  exports dev.ponder.serve;
}
