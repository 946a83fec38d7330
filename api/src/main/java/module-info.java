/// What each operation of the API does: from a decoded request, through the model and the store, to
/// what travels back. Knows no sockets.
module dev.ponder.api {
  requires static transitive org.jspecify;
  requires transitive dev.ponder.core;
  requires transitive dev.ponder.protocol;
  requires transitive dev.ponder.state;
  requires org.slf4j;

  exports dev.ponder.api;
}
