package dev.ponder.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.Cancelled;
import dev.ponder.core.EventSink;
import dev.ponder.core.FinishReason;
import dev.ponder.core.Responder;
import dev.ponder.core.ResponseEvent;
import dev.ponder.core.ResponseRequest;
import dev.ponder.core.Usage;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Accepts every request, says one word, and goes on only when it is let.
final class GatedResponder implements Responder {
  final CountDownLatch cancelled;
  final List<ResponseRequest> requests = new CopyOnWriteArrayList<>();
  private final Semaphore entered = new Semaphore(0);
  private final Semaphore released = new Semaphore(0);

  private final AtomicInteger inside = new AtomicInteger();
  private final AtomicInteger mostInside = new AtomicInteger();

  /// @param answers how many cancellations [#awaitCancelled] waits for
  GatedResponder(int answers) {
    cancelled = new CountDownLatch(answers);
  }

  @Override
  public void respond(ResponseRequest request, EventSink events) throws Cancelled {
    requests.add(request);
    mostInside.accumulateAndGet(inside.incrementAndGet(), Math::max);
    try {
      hang(events);
    } finally {
      inside.decrementAndGet();
    }
  }

  @Override
  public int inputTokens(ResponseRequest request) {
    return 3;
  }

  /// The most answers that were made side by side.
  int mostAtOnce() {
    return mostInside.get();
  }

  private void hang(EventSink events) throws Cancelled {
    events.accept(new ResponseEvent.Started(TestServer.NATIVE.version()));
    events.accept(new ResponseEvent.TextDelta("Hold", List.of()));
    entered.release();
    try {
      released.acquire();
    } catch (InterruptedException e) {
      cancelled.countDown();
      throw new Cancelled("interrupted");
    }
    events.accept(new ResponseEvent.TextDelta(" on", List.of()));
    events.accept(new ResponseEvent.Finished(FinishReason.STOP, new Usage(3, 1, 2, 0)));
  }

  /// Waits until that many answers hang.
  void awaitEntered(int answers) throws InterruptedException {
    assertThat(entered.tryAcquire(answers, 10, TimeUnit.SECONDS)).isTrue();
  }

  void awaitCancelled() throws InterruptedException {
    assertThat(cancelled.await(10, TimeUnit.SECONDS)).isTrue();
  }

  void release(int answers) {
    released.release(answers);
  }
}
