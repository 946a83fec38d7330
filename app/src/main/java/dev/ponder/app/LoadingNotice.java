package dev.ponder.app;

import java.io.PrintWriter;
import java.nio.file.Path;

/// Says on standard error what the user waits for: on a terminal until it is there, elsewhere only
/// when the line is to stay.
final class LoadingNotice implements AutoCloseable {
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintWriter out;
  private final String text;
  private final boolean visible;

  LoadingNotice(Path file, Console console) {
    this.out = console.err();
    this.text = "Loading " + file.getFileName() + " ...";
    this.visible = console.isTerminal(Console.Channel.ERR);
    show(text);
  }

  /// Leaves the line for the record.
  void keep() {
    show(CLEAR_LINE);
    out.println(text);
    out.flush();
  }

  @Override
  public void close() {
    show(CLEAR_LINE);
  }

  private void show(String what) {
    if (visible) {
      out.print(what);
      out.flush();
    }
  }
}
