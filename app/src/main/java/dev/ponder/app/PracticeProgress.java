package dev.ponder.app;

import dev.ponder.train.run.Examination;
import dev.ponder.train.run.Pace;
import dev.ponder.train.run.StepRecord;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Shows how practice goes: a bar on a terminal, elsewhere a line for each step; and a line
/// whenever the model was validated.
final class PracticeProgress implements LearningProgress {
  private static final long PARTS = 1_000_000;

  private final Console console;
  private final ProgressBar bar;
  private Optional<Pace> pace = Optional.empty();

  PracticeProgress(Console console) {
    this.console = console;
    this.bar = new ProgressBar(console, "Practising");
  }

  @Override
  public void stepped(StepRecord record, Pace now) {
    pace = Optional.of(now);
  }

  @Override
  public void examined(long step, Examination.Result result) {
    Map<String, Double> figures = result.figures();
    String line =
        "step %d, reward %.3f, right %s %%, thought %s, %.0f %% of groups alike, %s left"
            .formatted(
                step,
                figures.getOrDefault("reward", 0.0),
                byEffort(figures, "accuracy_", 100),
                byEffort(figures, "thought_", 1),
                figures.getOrDefault("no_variance", 0.0) * 100,
                pace.map(one -> Durations.text(one.left())).orElse("?"));
    long done = pace.map(one -> (long) (one.used() * PARTS)).orElse(0L);
    bar.update(done, PARTS, line);
    if (!console.isTerminal(Console.Channel.ERR)) {
      bar.tell(line);
    }
    if (Double.isFinite(result.score())) {
      notice(
          "after step %d, on questions that are not practised: reward %.3f, right %s %% at low, medium and high effort"
              .formatted(step, result.score(), byEffort(figures, "validation_", 100)));
    }
  }

  private static String byEffort(Map<String, Double> figures, String name, double scale) {
    return Arrays.stream(new String[] {"low", "medium", "high"})
        .map(effort ->
            Optional.ofNullable(figures.get(name + effort))
                .map(value -> String.format(Locale.ROOT, "%.0f", value * scale))
                .orElse("-"))
        .collect(Collectors.joining("/"));
  }

  @Override
  public void notice(String sentence) {
    bar.tell(sentence);
  }

  @Override
  public void close() {
    bar.close();
  }
}
