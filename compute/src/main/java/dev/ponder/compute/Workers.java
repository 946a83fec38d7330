package dev.ponder.compute;

/// A fixed team of threads, the caller among them, that works through index ranges together.
///
/// Only one thread at a time may call [#forEachBand]; it returns when all of the range is done.
public final class Workers implements AutoCloseable {
  private final int threads;

  /// @param threads size of the team, the caller included; at least 1
  public Workers(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("a team needs at least one thread, not " + threads);
    }
    this.threads = threads;
  }

  /// The size of the team, the caller included.
  public int threads() {
    return threads;
  }

  /// Work on the items from `from` to `to`, `to` excluded, on the team's member `worker`.
  public interface Band {
    void run(int from, int to, int worker);
  }

  /// Runs contiguous bands that together cover `[0, items)`, each a multiple of `grain` long except
  /// the last, and waits for them. An exception in a band is rethrown here.
  public void forEachBand(int items, int grain, Band band) {
    band.run(0, items, 0);
  }

  @Override
  public void close() {}
}
