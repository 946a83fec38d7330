/// Many token sequences through one model. Knows no text, no roles, no HTTP.
module dev.ponder.engine {
  requires static transitive org.jspecify;
  requires transitive dev.ponder.model;

  exports dev.ponder.engine;
}
