/// Gradients, optimisers and checkpoints over token sequences. Knows no text.
module dev.ponder.train {
  requires static transitive org.jspecify;
  requires dev.ponder.core;
  requires transitive dev.ponder.compute;
  requires transitive dev.ponder.model;

  exports dev.ponder.train;
  exports dev.ponder.train.optimise;
  exports dev.ponder.train.plot;
  exports dev.ponder.train.run;
}
