package dev.ponder.serve;

import java.time.Duration;

/// Counts the requests between their arrival and the last byte of their answer.
final class InFlight {
  private int count;

  synchronized void begin() {
    count++;
  }

  synchronized void end() {
    count--;
    notifyAll();
  }

  synchronized int count() {
    return count;
  }

  /// Waits until there is none.
  ///
  /// @return whether that came true in time
  synchronized boolean awaitNone(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (count > 0) {
      long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }
}
