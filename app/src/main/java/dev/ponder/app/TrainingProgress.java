package dev.ponder.app;

import dev.ponder.train.run.Examination;
import dev.ponder.train.run.Pace;
import dev.ponder.train.run.StepRecord;
import java.util.Locale;
import java.util.Map;

/// Shows how training goes: a bar on a terminal, elsewhere a line from time to time.
final class TrainingProgress implements LearningProgress {
  private static final long PARTS = 1_000_000;
  private static final long BETWEEN_LINES_NANOS = 20_000_000_000L;

  private final Console console;
  private final String judged;
  private final ProgressBar bar;
  private long told = System.nanoTime() - BETWEEN_LINES_NANOS;

  /// @param judged what the model is judged by
  TrainingProgress(Console console, String judged) {
    this.console = console;
    this.judged = judged;
    this.bar = new ProgressBar(console, "Training");
  }

  @Override
  public void stepped(StepRecord record, Pace pace) {
    bar.update((long) (pace.used() * PARTS), PARTS, pace.line(record));
    if (!console.isTerminal(Console.Channel.ERR)
        && System.nanoTime() - told >= BETWEEN_LINES_NANOS) {
      told = System.nanoTime();
      bar.tell("%3.0f %% %s".formatted(pace.used() * 100, pace.line(record)));
    }
  }

  @Override
  public void examined(long step, Examination.Result result) {
    StringBuilder line = new StringBuilder("after step %d, on %s:".formatted(step, judged));
    result.figures().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(figure ->
            line.append(
                String.format(
                    Locale.ROOT,
                    " %s %.3f",
                    figure.getKey().replace("loss/", ""),
                    figure.getValue())));
    notice(line.toString());
  }

  @Override
  public void notice(String sentence) {
    bar.tell(sentence);
  }

  /// Removes the bar.
  @Override
  public void close() {
    bar.close();
  }
}
