package dev.ponder.train.run;

import java.util.ArrayList;
import java.util.List;

/// A listener that remembers.
final class Recorder implements RunListener {
  final List<StepRecord> steps = new ArrayList<>();
  final List<String> notices = new ArrayList<>();
  final List<Double> scores = new ArrayList<>();

  @Override
  public void stepped(StepRecord record, Pace pace) {
    steps.add(record);
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
