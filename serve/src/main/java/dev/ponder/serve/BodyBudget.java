package dev.ponder.serve;

import dev.ponder.core.Problem;
import java.util.concurrent.atomic.AtomicLong;

/// Bounds the memory of all bodies that are being read, however many clients send at once.
final class BodyBudget {
  private final AtomicLong left;

  BodyBudget(long bytes) {
    this.left = new AtomicLong(bytes);
  }

  /// An empty share; closing it gives everything back.
  Share share() {
    return new Share();
  }

  long left() {
    return left.get();
  }

  /// What one request holds.
  final class Share implements AutoCloseable {
    private long held;

    private Share() {}

    /// @throws Problem.Exceptional when nothing is left
    void grow(int bytes) {
      held += bytes;
      if (left.addAndGet(-bytes) < 0) {
        throw AdmissionGate.overloaded("Too many large requests are being sent at once.")
            .exception();
      }
    }

    @Override
    public void close() {
      left.addAndGet(held);
      held = 0;
    }
  }
}
