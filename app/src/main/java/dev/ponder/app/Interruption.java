package dev.ponder.app;

import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/// While it is open, Ctrl-C interrupts the thread that opened it, which can then end in good order;
/// once more ends the program at once.
final class Interruption implements AutoCloseable {
  /// What a shell reports of a program that Ctrl-C ended.
  static final int CODE = 130;

  private final Thread thread = Thread.currentThread();
  private final @Nullable Object before;
  private volatile boolean once;

  Interruption() {
    this.before = Signals.register("INT", this::interrupt);
  }

  private void interrupt() {
    if (once) {
      Runtime.getRuntime().halt(CODE);
    }
    once = true;
    thread.interrupt();
  }

  @Override
  public void close() {
    if (once) {
      // Too late to interrupt what is done, and nothing else may be.
      Thread.interrupted();
    }
    if (before == null) {
      Signals.registerDefault("INT");
    } else {
      Signals.unregister("INT", before);
    }
  }
}
