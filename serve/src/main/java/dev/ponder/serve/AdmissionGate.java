package dev.ponder.serve;

import dev.ponder.core.Problem;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Lets a bounded number of answers be made side by side, and none once it is closed. Each request
/// holds a [Slot], through which it can be called off. A request for several answers is let in like
/// any other and makes as many of them at once as leaves room for others.
final class AdmissionGate {
  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition left = lock.newCondition();
  private final Set<Slot> slots = new HashSet<>();
  private int answers;
  private boolean closed;

  AdmissionGate(int capacity) {
    this.capacity = capacity;
  }

  /// Lets the calling thread in.
  ///
  /// @throws Problem.Exceptional when too many are inside, or the server stops
  Slot enter() {
    lock.lock();
    try {
      if (closed) {
        throw stopping().exception();
      }
      if (answers == capacity) {
        throw overloaded("The server is answering as many requests as it can; try again shortly.")
            .exception();
      }
      Slot slot = new Slot(Thread.currentThread());
      slots.add(slot);
      answers++;
      return slot;
    } finally {
      lock.unlock();
    }
  }

  boolean open() {
    lock.lock();
    try {
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  int inside() {
    lock.lock();
    try {
      return slots.size();
    } finally {
      lock.unlock();
    }
  }

  /// Lets nobody in any more.
  void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  /// Waits until nobody is inside.
  ///
  /// @return whether that came true in time
  boolean awaitEmpty(Duration patience) throws InterruptedException {
    lock.lock();
    try {
      long nanos = patience.toNanos();
      while (!slots.isEmpty() && nanos > 0) {
        nanos = left.awaitNanos(nanos);
      }
      return slots.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /// Calls everyone off because the server stops.
  void evict() {
    lock.lock();
    try {
      slots.forEach(slot -> slot.callOff(Reason.STOPPING));
    } finally {
      lock.unlock();
    }
  }

  static Problem overloaded(String message) {
    return new Problem(
        Problem.Kind.OVERLOADED, message, Optional.empty(), Optional.of("rate_limit_exceeded"));
  }

  static Problem stopping() {
    return Problem.of(Problem.Kind.UNAVAILABLE, "The server is shutting down.");
  }

  /// Why a request was called off.
  enum Reason {
    CLIENT_GONE,
    STOPPING
  }

  /// One request that was let in.
  final class Slot implements AutoCloseable {
    private final Thread thread;
    private Optional<Reason> reason = Optional.empty();
    private boolean settled;
    private int width = 1;

    private Slot(Thread thread) {
      this.thread = thread;
    }

    /// Makes room for more answers to the same request, up to half of what is free, so that one
    /// request never keeps all others out.
    ///
    /// @param wanted how many answers there will be
    /// @return how many of them may be made side by side, at least one
    int widen(int wanted) {
      lock.lock();
      try {
        int more = Math.min(wanted - width, (capacity - answers) / 2);
        if (more > 0) {
          width += more;
          answers += more;
        }
        return width;
      } finally {
        lock.unlock();
      }
    }

    /// Interrupts the request's thread, from any thread. The first reason stays.
    void callOff(Reason why) {
      lock.lock();
      try {
        if (slots.contains(this) && !settled && reason.isEmpty()) {
          reason = Optional.of(why);
          thread.interrupt();
        }
      } finally {
        lock.unlock();
      }
    }

    /// Why this request was called off, if it was.
    Optional<Reason> calledOff() {
      lock.lock();
      try {
        return reason;
      } finally {
        lock.unlock();
      }
    }

    /// The answer is made and only its last bytes are unsent: the request's thread can no longer be
    /// called off. Clients may leave as soon as they have read what ends an answer, which is no
    /// reason to call it broken.
    void settle() {
      lock.lock();
      try {
        settled = true;
        Thread.interrupted();
      } finally {
        lock.unlock();
      }
    }

    /// Leaves; whatever comes too late to call the request off does not interrupt it any more.
    @Override
    public void close() {
      lock.lock();
      try {
        if (slots.remove(this)) {
          answers -= width;
        }
        left.signalAll();
        // An interrupt meant for the answer must not hit what the thread does next.
        Thread.interrupted();
      } finally {
        lock.unlock();
      }
    }
  }
}
