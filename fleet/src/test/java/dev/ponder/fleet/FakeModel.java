package dev.ponder.fleet;

import dev.ponder.core.Cancelled;
import dev.ponder.core.Embedder;
import dev.ponder.core.Embeddings;
import dev.ponder.core.EventSink;
import dev.ponder.core.FinishReason;
import dev.ponder.core.Metric;
import dev.ponder.core.ModelInfo;
import dev.ponder.core.Responder;
import dev.ponder.core.ResponseEvent;
import dev.ponder.core.ResponseRequest;
import dev.ponder.core.Usage;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// A model that takes as many bytes as it says and answers when it is let.
record FakeModel(
    String id, long bytes, Counts counts, Supplier<Optional<RuntimeException>> obstacle)
    implements ModelSource {

  /// What happened to a model; `answering` gives a permit for each answer that may end.
  record Counts(
      AtomicInteger loads,
      AtomicInteger closes,
      AtomicInteger inside,
      AtomicInteger forgotten,
      Semaphore answering) {}

  static FakeModel of(String id, long bytes) {
    return of(id, bytes, Optional::empty);
  }

  static FakeModel of(String id, long bytes, Supplier<Optional<RuntimeException>> obstacle) {
    Counts counts =
        new Counts(
            new AtomicInteger(),
            new AtomicInteger(),
            new AtomicInteger(),
            new AtomicInteger(),
            new Semaphore(Integer.MAX_VALUE));
    return new FakeModel(id, bytes, counts, obstacle);
  }

  /// Answers wait until permits are released.
  FakeModel slow() {
    counts.answering().drainPermits();
    return this;
  }

  boolean isLoaded() {
    return counts.loads().get() > counts.closes().get();
  }

  @Override
  public ModelInfo info() {
    return ModelInfo.of(id, Optional.empty(), Instant.EPOCH, 64);
  }

  @Override
  public ModelInfo identified() {
    return ModelInfo.of(id, Optional.of("ab".repeat(32)), Instant.EPOCH, 64);
  }

  @Override
  public Resident load() {
    obstacle
        .get()
        .ifPresent(exception -> {
          throw exception;
        });
    counts.loads().incrementAndGet();
    return new Resident() {
      @Override
      public Responder responder() {
        return new Answering(id, counts);
      }

      @Override
      public Embedder embedder() {
        return task ->
            new Embeddings(id, Collections.nCopies(task.inputs().size(), new float[] {1}), 1);
      }

      @Override
      public List<Metric> metrics() {
        return List.of(Metric.of("ponder_steps_total", "Steps.", Metric.Type.COUNTER, 7));
      }

      @Override
      public void close() {
        if (counts.inside().get() > 0) {
          throw new IllegalStateException("closed while it answered");
        }
        counts.closes().incrementAndGet();
      }
    };
  }

  private record Answering(String id, Counts counts) implements Responder {
    @Override
    public void respond(ResponseRequest request, EventSink events) throws Cancelled {
      counts.inside().incrementAndGet();
      counts.answering().acquireUninterruptibly();
      counts.inside().decrementAndGet();
      events.accept(new ResponseEvent.Started(id));
      events.accept(new ResponseEvent.Finished(FinishReason.STOP, new Usage(1, 0, 1, 0)));
    }

    @Override
    public void forget(String owner, String lineage) {
      counts.forgotten().incrementAndGet();
    }

    @Override
    public int inputTokens(ResponseRequest request) {
      return 1;
    }
  }
}
