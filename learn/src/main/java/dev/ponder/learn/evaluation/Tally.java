package dev.ponder.learn.evaluation;

import dev.ponder.learn.evaluation.Evaluation.Progress;

/// Counts the answers of an examination. How many there will be is known better and better: how
/// often a tool is called and how many samples are affordable only the answers tell. One thread
/// uses it.
final class Tally {
  private final Progress progress;
  private long done;
  private long total;

  Tally(Progress progress) {
    this.progress = progress;
  }

  /// That many more are expected than was thought; fewer where it is below 0.
  void expect(long more) {
    if (more != 0) {
      total = Math.max(done, total + more);
      tell();
    }
  }

  /// That many are left, whatever was expected.
  void left(long answers) {
    total = done + answers;
    tell();
  }

  void answered() {
    done++;
    total = Math.max(done, total);
    tell();
  }

  private void tell() {
    if (done > 0) {
      progress.answered(done, total);
    }
  }
}
