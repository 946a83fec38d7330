package dev.ponder.serve;

import dev.ponder.core.Cancelled;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.Callback;

/// Waits for one of Jetty's asynchronous writes.
final class PendingWrite implements Callback {
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile boolean failed;

  @Override
  public void succeeded() {
    done.countDown();
  }

  @Override
  public void failed(Throwable cause) {
    failed = true;
    done.countDown();
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  /// @throws Cancelled when the client cannot be written to, does not read, or nobody wants it to
  void await(Duration patience) throws Cancelled {
    try {
      if (!done.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new Cancelled("the client does not read");
      }
    } catch (InterruptedException e) {
      throw new Cancelled("interrupted while writing");
    }
    if (failed) {
      throw new Cancelled("the client is gone");
    }
  }
}
