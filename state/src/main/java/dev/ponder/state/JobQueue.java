package dev.ponder.state;

import dev.ponder.state.StateException.Reason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Jobs on their way to threads. There are never more of them than callers that wait.
final class JobQueue {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<Job<?>> waiting = new ArrayDeque<>();
  private boolean closed;

  /// @throws StateException when the queue is closed
  void add(Job<?> job) {
    lock.lock();
    try {
      if (closed) {
        throw new StateException(Reason.CLOSED, "the state was closed");
      }
      waiting.add(job);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /// Waits for a job, and takes others that wait already; none when the queue is closed and empty.
  List<Job<?>> take(int most) {
    lock.lock();
    try {
      while (waiting.isEmpty() && !closed) {
        changed.awaitUninterruptibly();
      }
      List<Job<?>> taken = new ArrayList<>();
      while (taken.size() < most && !waiting.isEmpty()) {
        taken.add(waiting.remove());
      }
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /// Lets what waits be done and nothing more.
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
