package dev.ponder.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/// Several threads at one task: all succeed, or the first failure ends all of them.
final class Crew {
  /// What each thread does.
  interface Task {
    void run() throws InterruptedException;
  }

  private final List<Thread> threads = new ArrayList<>();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  private Crew() {}

  /// Runs the task on that many threads and waits for all of them, also when interrupted.
  static void run(int count, Task task) throws InterruptedException {
    Crew crew = new Crew();
    for (int i = 0; i < count; i++) {
      crew.threads.add(
          Thread.ofVirtual().name("ponder-pull-" + i).unstarted(() -> crew.work(task)));
    }
    crew.threads.forEach(Thread::start);
    crew.await();
  }

  private void work(Task task) {
    try {
      task.run();
    } catch (InterruptedException | RuntimeException | Error e) {
      failure.compareAndSet(null, e);
      threads.forEach(Thread::interrupt);
    }
  }

  private void await() throws InterruptedException {
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
          threads.forEach(Thread::interrupt);
        }
      }
    }
    if (interrupted) {
      throw new InterruptedException();
    }
    switch (failure.get()) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }
}
