package dev.ponder.app;

import java.io.PrintWriter;

/// One line on a terminal that shows how far a long task is; silent elsewhere.
final class ProgressBar implements AutoCloseable {
  private static final int WIDTH = 30;
  private static final long REDRAW_NANOS = 100_000_000;
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintWriter out;
  private final boolean visible;
  private final String label;
  private long drawn = System.nanoTime();

  ProgressBar(Console console, String label) {
    this.out = console.err();
    this.visible = console.isTerminal(Console.Channel.ERR);
    this.label = label;
  }

  /// That much of the total is done.
  void update(long done, long total) {
    long now = System.nanoTime();
    if (!visible || total <= 0 || now - drawn < REDRAW_NANOS) {
      return;
    }
    drawn = now;
    int filled = (int) Math.min(WIDTH, done * WIDTH / total);
    out.printf(
        "%s%s [%s%s] %3d %%",
        CLEAR_LINE,
        label,
        "#".repeat(filled),
        " ".repeat(WIDTH - filled),
        Math.min(100, done * 100 / total));
    out.flush();
  }

  /// Removes the line.
  @Override
  public void close() {
    if (visible) {
      out.print(CLEAR_LINE);
      out.flush();
    }
  }
}
