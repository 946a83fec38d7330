package dev.ponder.train.run;

/// Is told how a run goes, on the run's own thread.
public interface RunListener {

  /// The folder is the run's alone, and what is in it is of this run; nothing of it has been put
  /// into the model yet, which is as it was given.
  default void ready() {}

  /// A step was taken.
  void stepped(StepRecord record, Pace pace);

  /// The model was examined after that step.
  void examined(long step, Examination.Result result);

  /// Something that a person should know, as a sentence.
  void notice(String sentence);
}
