/// What is learned from what: joins problems in words, the trainer's tokens and the serving engine.
module dev.ponder.learn {
  requires static transitive org.jspecify;
  requires transitive dev.ponder.core;
  requires transitive dev.ponder.curriculum;
  requires transitive dev.ponder.train;
  requires transitive dev.ponder.engine;
  requires transitive dev.ponder.reason;

  exports dev.ponder.learn;
  exports dev.ponder.learn.nano;
  exports dev.ponder.learn.evaluation;
  exports dev.ponder.learn.grading;
  exports dev.ponder.learn.reinforcement;
  exports dev.ponder.learn.tuning;
}
