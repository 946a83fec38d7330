/// Gradients, optimisers and checkpoints over token sequences. Knows no text.
module dev.ponder.train {
  requires static transitive org.jspecify;
  requires transitive dev.ponder.compute;
  requires transitive dev.ponder.model;

  exports dev.ponder.train;
}
