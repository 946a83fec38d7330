/// Several models behind one responder.
module dev.ponder.fleet {
  requires static transitive org.jspecify;
  requires transitive dev.ponder.core;

  exports dev.ponder.fleet;
}
