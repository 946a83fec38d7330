/// The bridge between messages and tokens; the only module that knows both.
module dev.ponder.reason {
  requires static transitive org.jspecify;
  requires transitive dev.ponder.core;
  requires transitive dev.ponder.engine;
  requires transitive dev.ponder.grammar;
  requires dev.ponder.jinja;

  exports dev.ponder.reason;
}
