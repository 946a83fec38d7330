package dev.ponder.app;

import dev.ponder.learn.tuning.Tuning;
import dev.ponder.train.run.Examination;
import dev.ponder.train.run.Pace;
import dev.ponder.train.run.StepRecord;
import java.util.Optional;

/// Shows how fine-tuning goes, and examines the model before it begins.
final class TuningProgress implements LearningProgress {
  private final Tuning tuning;
  private final TrainingProgress shown;
  private Optional<Examination.Result> before = Optional.empty();
  private Optional<String> told = Optional.empty();

  /// @param judged what the model is judged by
  TuningProgress(Console console, Tuning tuning, String judged) {
    this.tuning = tuning;
    this.shown = new TrainingProgress(console, judged);
  }

  /// How good the model was as it came.
  Examination.Result before() {
    return before.orElseThrow();
  }

  /// An examination may write to the folder, which is this process's alone only now.
  @Override
  public void ready() {
    before = Optional.of(tuning.examine());
    tellComplaint();
  }

  @Override
  public void stepped(StepRecord record, Pace pace) {
    shown.stepped(record, pace);
  }

  @Override
  public void examined(long step, Examination.Result result) {
    shown.examined(step, result);
    tellComplaint();
  }

  /// Each once, so that a grader that fails often does not fill the screen.
  private void tellComplaint() {
    tuning
        .complaint()
        .filter(complaint -> !told.equals(Optional.of(complaint)))
        .ifPresent(complaint -> {
          told = Optional.of(complaint);
          shown.notice("an answer could not be graded: " + complaint);
        });
  }

  @Override
  public void notice(String sentence) {
    shown.notice(sentence);
  }

  @Override
  public void close() {
    shown.close();
  }
}
