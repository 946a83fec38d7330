package dev.ponder.app;

import dev.ponder.api.Keeping;
import dev.ponder.state.Kind;
import dev.ponder.state.State;
import dev.ponder.state.StateException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;

/// Deletes once a minute what need not be kept any longer.
///
/// Most objects carry the time at which they expire. Those that answers leave behind were given it
/// under the retention that held when they were made; a shorter one that holds now counts for them
/// too.
final class Sweeper implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Sweeper.class.getName());
  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final Set<Kind> LEFT_BEHIND = Set.of(Kind.RESPONSE, Kind.CHAT_COMPLETION);

  private final State state;
  private final Keeping keeping;
  private final InstantSource clock;
  private final Thread thread;

  private Sweeper(State state, Keeping keeping, InstantSource clock) {
    this.state = state;
    this.keeping = keeping;
    this.clock = clock;
    this.thread = Thread.ofVirtual().name("sweeper").unstarted(this::run);
  }

  /// Sweeps now, and again and again until [#close()].
  static Sweeper start(State state, Keeping keeping, InstantSource clock) {
    Sweeper sweeper = new Sweeper(state, keeping, clock);
    sweeper.thread.start();
    return sweeper;
  }

  /// Deletes what is due.
  void sweep() {
    Instant now = clock.instant();
    switch (keeping) {
      case Keeping.Forever() -> {}
      case Keeping.For(Duration time) ->
          state.retention().deleteOlderThan(LEFT_BEHIND, now.minus(time));
      case Keeping.Nothing() -> state.retention().deleteOlderThan(LEFT_BEHIND, now);
    }
    state.retention().sweep(now);
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (true) {
        try {
          sweep();
        } catch (StateException e) {
          LOG.log(System.Logger.Level.WARNING, "Deleting what has expired failed", e);
        }
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException e) {
      // Asked to stop.
    }
  }
}
