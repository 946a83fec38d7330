/// Seeded generators of problems with worked answers. Knows no tokens and no model.
module dev.ponder.curriculum {
  requires static transitive org.jspecify;
  requires transitive dev.ponder.core;

  exports dev.ponder.curriculum;
}
