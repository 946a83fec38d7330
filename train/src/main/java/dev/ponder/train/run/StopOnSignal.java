package dev.ponder.train.run;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// While open, SIGINT and SIGTERM (Ctrl-C, or a service that is stopped) have a run end in order:
/// the process waits until this is closed, for the run to finish its step, write its checkpoint and
/// say how to go on.
public final class StopOnSignal implements AutoCloseable {
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook;

  private StopOnSignal(TrainingRun run, Duration patience) {
    hook = new Thread(() -> stop(run, patience), "ponder-stop-training");
  }

  /// @param patience longest time that the process waits
  public static StopOnSignal of(TrainingRun run, Duration patience) {
    StopOnSignal stop = new StopOnSignal(run, patience);
    Runtime.getRuntime().addShutdownHook(stop.hook);
    return stop;
  }

  private void stop(TrainingRun run, Duration patience) {
    run.stop();
    try {
      closed.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyShuttingDown) {
      // The hook is running, and has just been told to end.
    }
  }
}
