package dev.ponder.learn.tuning;

import dev.ponder.train.run.Examination;
import dev.ponder.train.run.Outcome;
import dev.ponder.train.run.Pace;
import dev.ponder.train.run.RunListener;
import dev.ponder.train.run.StepRecord;
import dev.ponder.train.run.TrainingRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Keeps what the examinations of a run found, and stops it after a step, if told to.
final class TuningListener implements RunListener {
  private final OptionalLong last;
  private final List<Examination.Result> results = new ArrayList<>();
  private Optional<TrainingRun> run = Optional.empty();

  TuningListener(OptionalLong last) {
    this.last = last;
  }

  static Outcome run(Tuning tuning, OptionalLong last) {
    TrainingRun training = tuning.training();
    TuningListener listener = new TuningListener(last);
    listener.run = Optional.of(training);
    return training.run(listener);
  }

  @Override
  public void stepped(StepRecord record, Pace pace) {
    if (last.isPresent() && record.step() == last.getAsLong()) {
      run.ifPresent(TrainingRun::stop);
    }
  }

  @Override
  public void examined(long step, Examination.Result result) {
    results.add(result);
  }

  List<Double> figures(String name) {
    return results.stream()
        .flatMap(result -> Optional.ofNullable(result.figures().get(name)).stream())
        .toList();
  }

  @Override
  public void notice(String sentence) {}
}
