/// The vocabulary of messages that every other module above the tokens speaks.
module dev.ponder.core {
  requires static transitive org.jspecify;
  requires tools.jackson.core;

  exports dev.ponder.core;
}
