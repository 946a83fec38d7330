package dev.ponder.hub;

/// Counts the bytes of all files of a pull, and passes events on one at a time.
final class Tally implements PullListener {
  private final PullListener listener;
  private long done;
  private long total;

  Tally(PullListener listener) {
    this.listener = listener;
  }

  @Override
  public synchronized void on(PullEvent event) {
    listener.on(event);
  }

  synchronized void begin(long present, long of) {
    done = present;
    total = of;
  }

  /// So many more bytes are on disk; fewer, when a file begins anew.
  synchronized void add(long bytes) {
    done += bytes;
    listener.on(new PullEvent.Advanced(done, total));
  }
}
