package dev.ponder.app;

import java.io.PrintWriter;

/// One line on a terminal that shows how far a long task is; elsewhere nothing is shown.
final class ProgressBar implements AutoCloseable {
  private static final int WIDTH = 30;

  /// With a detail behind the bar, the line has to fit into a terminal of 80 columns: a longer one
  /// would wrap, and could not be drawn over.
  private static final int DETAILED_WIDTH = 18;

  private static final int LONGEST_LINE = 79;

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
    draw(done, total, label + " " + picture(done, total, WIDTH));
  }

  /// That much of the total is done, and more is to be said of it.
  void update(long done, long total, String detail) {
    draw(done, total, picture(done, total, DETAILED_WIDTH) + " " + detail);
  }

  private void draw(long done, long total, String line) {
    long now = System.nanoTime();
    if (!visible || total <= 0 || now - drawn < REDRAW_NANOS) {
      return;
    }
    drawn = now;
    out.print(CLEAR_LINE + line.substring(0, Math.min(line.length(), LONGEST_LINE)));
    out.flush();
  }

  private static String picture(long done, long total, int width) {
    double share = total <= 0 ? 0 : Math.clamp((double) done / total, 0, 1);
    int filled = (int) (share * width);
    return "[%s%s] %3d %%"
        .formatted("#".repeat(filled), " ".repeat(width - filled), (int) (share * 100));
  }

  /// Says a sentence in the line's place, which comes back with the next update; said elsewhere
  /// than on a terminal, too.
  void tell(String sentence) {
    close();
    out.println(sentence);
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
