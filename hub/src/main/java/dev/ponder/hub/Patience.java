package dev.ponder.hub;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// Tries again what may pass, waiting longer each time, until nothing has come for too many times.
/// Shared by the connections of one download: what comes to one keeps the others trying.
final class Patience {
  private static final int MOST_FAILURES = 7;
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /// Nobody sits before a program that waits longer.
  private static final Duration LONGEST_ASKED = Duration.ofMinutes(5);

  private final Surroundings.Pauses pauses;
  private final PullListener listener;
  private final int most;
  private final AtomicInteger failures = new AtomicInteger();

  Patience(Surroundings.Pauses pauses, PullListener listener, int connections) {
    this.pauses = pauses;
    this.listener = listener;
    this.most = MOST_FAILURES * connections;
  }

  /// Something that can fail.
  interface Attempt<T> {
    T run() throws IOException, InterruptedException;
  }

  /// The result of the first attempt that succeeds.
  ///
  /// @throws HubException when none does
  <T> T insist(Attempt<T> attempt) throws InterruptedException {
    for (int failed = 0; ; failed++) {
      try {
        T result = attempt.run();
        progress();
        return result;
      } catch (IOException e) {
        failed(e, failed);
      }
    }
  }

  /// Something came.
  void progress() {
    failures.set(0);
  }

  /// Waits before the next attempt.
  ///
  /// @param before how many have failed in a row here, this one not counted
  /// @throws HubException when there is to be none
  void failed(IOException failure, int before) throws InterruptedException {
    // What interrupts a request often arrives as its failure.
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    Supplier<String> why = () -> Printable.text(String.valueOf(failure.getMessage()));
    if (failures.incrementAndGet() >= most) {
      throw new HubException(
          "%s; given up after %d attempts, pull again to go on".formatted(why.get(), most),
          failure);
    }
    Duration pause = pause(failure, before);
    if (pause.compareTo(LONGEST_ASKED) > 0) {
      throw new HubException(
          "%s and to come back in %d minutes".formatted(why.get(), pause.toMinutes()), failure);
    }
    listener.on(new PullEvent.Waiting(why.get(), pause));
    pauses.pause(pause);
  }

  private static Duration pause(IOException failure, int before) {
    Duration own = FIRST.multipliedBy(1L << Math.min(before, 10));
    Duration bounded = own.compareTo(LONGEST) > 0 ? LONGEST : own;
    return failure instanceof TryAgain again ? again.after().orElse(bounded) : bounded;
  }
}
