package dev.ponder.train.run;

/// Is told how a run goes, on the run's own thread.
public interface RunListener {

  /// A step was taken.
  void stepped(StepRecord record, Pace pace);

  /// The model was examined after that step.
  void examined(long step, Examination.Result result);

  /// Something that a person should know, as a sentence.
  void notice(String sentence);
}
