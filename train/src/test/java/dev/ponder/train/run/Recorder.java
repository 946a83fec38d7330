package dev.ponder.train.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A listener that remembers, and stops a run after a step if it is told to.
final class Recorder implements RunListener {
  final List<StepRecord> steps = new ArrayList<>();
  final List<String> notices = new ArrayList<>();
  final List<Double> scores = new ArrayList<>();

  /// What to do when the run is ready to begin.
  Runnable whenReady = () -> {};

  int timesReady;

  /// For other threads to look at.
  volatile long taken;

  private long last = Long.MAX_VALUE;
  private Optional<TrainingRun> stopped = Optional.empty();

  /// Runs it no further than that step.
  Outcome runUntil(long step, TrainingRun run) {
    last = step;
    stopped = Optional.of(run);
    return run.run(this);
  }

  @Override
  public void ready() {
    timesReady++;
    whenReady.run();
  }

  @Override
  public void stepped(StepRecord record, Pace pace) {
    steps.add(record);
    taken = record.step();
    if (record.step() == last) {
      stopped.ifPresent(TrainingRun::stop);
    }
  }

  @Override
  public void examined(long step, Examination.Result result) {
    scores.add(result.score());
  }

  @Override
  public void notice(String sentence) {
    notices.add(sentence);
  }
}
