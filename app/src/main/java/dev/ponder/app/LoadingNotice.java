package dev.ponder.app;

import java.io.PrintWriter;
import java.nio.file.Path;

/// Says on a terminal what the user waits for, until it is there; elsewhere nothing, so that what a
/// failed start leaves on standard error is one line.
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
