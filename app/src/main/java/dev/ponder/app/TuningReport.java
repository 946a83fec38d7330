package dev.ponder.app;

import dev.ponder.learn.tuning.Tuning;
import dev.ponder.train.run.Checkpoint;
import dev.ponder.train.run.Examination;
import java.util.Locale;
import java.util.Optional;

/// What a user is told of a fine-tuned model beside its progress.
///
/// @param way by which it learned
/// @param judged what it is judged by
record TuningReport(Console console, TuningWay way, String judged) {
  /// Fewer examples than OpenAI's API takes.
  private static final int FEW = 10;

  /// What to know before so few examples are learned.
  Optional<String> hint(Tuning tuning) {
    if (tuning.examined() < FEW) {
      return Optional.of(
          "hint: the model is judged by %s, too few for the figures to mean much"
              .formatted(examples(tuning.examined())));
    }
    return tuning.learned() < FEW
        ? Optional.of("hint: %s to learn from are few".formatted(examples(tuning.learned())))
        : Optional.empty();
  }

  private static String examples(int count) {
    return count == 1 ? "1 example" : count + " examples";
  }

  /// Which step was best, and which one is written.
  String best(Checkpoint best, KeptStep kept, long steps) {
    long step = best.standing().step();
    if (step == steps) {
      return "the last step was the best on " + judged;
    }
    String was = "step %d of %d was the best on %s".formatted(step, steps, judged);
    return switch (kept) {
      case BEST -> was + ", and is what is written";
      case LAST -> was + "; the last is written, --keep best writes that one";
    };
  }

  /// How good the model was and is.
  void figures(Examination.Result before, Examination.Result after) {
    for (String figure : way.figures()) {
      console
          .out()
          .printf(
              Locale.ROOT,
              "%s on %s: %.4f before, %.4f after%n",
              figure,
              judged,
              before.figures().getOrDefault(figure, Double.NaN),
              after.figures().getOrDefault(figure, Double.NaN));
    }
    if (after.score() <= before.score()) {
      console.out().println("the model is no better than it was");
    }
  }
}
