/// Wire formats: OpenAI JSON and event streams to and from messages. No sockets.
module dev.ponder.protocol {
  requires static transitive org.jspecify;
  requires transitive dev.ponder.core;
  requires dev.ponder.grammar;

  exports dev.ponder.protocol;
  exports dev.ponder.protocol.anthropic;
  exports dev.ponder.protocol.objects;
  exports dev.ponder.protocol.responses;
}
