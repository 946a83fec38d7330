package dev.ponder.engine;

import dev.ponder.model.LanguageModel;
import dev.ponder.model.ModelConfig;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/// Runs an [EngineLoop] on its own thread and brings requests to it.
///
/// Submitters and the engine thread share the queues of arrivals and of what is to be forgotten,
/// and nothing else; `submit` and `close` exclude each other, so that no request arrives after the
/// thread has gone.
final class BatchingEngine implements Engine {
  private final EngineOptions options;
  private final ModelConfig config;
  private final EngineLoop loop;
  private final Thread thread;
  private final Queue<Sequence> arrivals = new ConcurrentLinkedQueue<>();
  private final Queue<Forgotten> forgotten = new ConcurrentLinkedQueue<>();
  private final Object submission = new Object();
  private volatile long submitted;
  private volatile long refused;
  private volatile boolean stopping;

  private record Forgotten(String owner, String lineage) {}

  BatchingEngine(LanguageModel model, EngineOptions options) {
    this(model, options, () -> Spill.NONE);
  }

  /// An engine whose prefixes outlive it.
  BatchingEngine(LanguageModel model, EngineOptions options, PrefixShelf shelf) {
    this(model, options, () -> DiskSpill.of(shelf, model));
  }

  /// @param spill is asked for once the model is ready
  private BatchingEngine(LanguageModel model, EngineOptions options, Supplier<Spill> spill) {
    this.options = options;
    this.config = model.config();
    options.check(config, model.maxBatchTokens());
    model.expect(options.contextLength());
    this.loop = new EngineLoop(model, options, spill.get());
    this.thread = Thread.ofPlatform().name("ponder-engine").daemon().start(this::run);
  }

  @Override
  public Generation submit(GenerationRequest request) {
    validate(request);
    return enter(arrival -> new Sequence(arrival, request, options.contextLength())).stream();
  }

  @Override
  public Embedding embed(EmbeddingRequest request) {
    int[] tokens = request.tokens();
    require(
        tokens.length <= options.contextLength(),
        "a text of %d tokens does not fit a context of %d"
            .formatted(tokens.length, options.contextLength()));
    for (int token : tokens) {
      requireToken(token);
    }
    Sequence sequence = enter(arrival -> Sequence.pooled(arrival, request));
    return new PooledEmbedding(sequence.stream(), sequence.pool().orElseThrow());
  }

  @Override
  public void forget(String owner, String lineage) {
    synchronized (submission) {
      if (stopping) {
        return;
      }
      forgotten.add(new Forgotten(owner, lineage));
    }
    LockSupport.unpark(thread);
  }

  private Sequence enter(LongFunction<Sequence> made) {
    Sequence sequence;
    synchronized (submission) {
      if (stopping) {
        throw new IllegalStateException("the engine is closed");
      }
      if (open(loop.metrics()) >= (long) options.maxSequences() + options.maxWaiting()) {
        refused++;
        throw new OverloadedException(
            "%d generations are running or waiting, the most there may be"
                .formatted(options.maxSequences() + options.maxWaiting()));
      }
      sequence = made.apply(submitted);
      submitted++;
      arrivals.add(sequence);
    }
    LockSupport.unpark(thread);
    return sequence;
  }

  private void validate(GenerationRequest request) {
    int[] prompt = request.prompt();
    require(
        prompt.length < options.contextLength(),
        "a prompt of %d tokens leaves no room in a context of %d"
            .formatted(prompt.length, options.contextLength()));
    for (int token : prompt) {
      requireToken(token);
    }
    for (int token : request.sampling().logitBias().keySet()) {
      requireToken(token);
    }
  }

  private void requireToken(int token) {
    require(
        token >= 0 && token < config.vocabulary(),
        "the model has %d tokens, none with the id %d".formatted(config.vocabulary(), token));
  }

  private long open(EngineMetrics metrics) {
    long over =
        metrics.endedGenerations() + metrics.brokenGenerations() + metrics.cancelledGenerations();
    return submitted - over;
  }

  @Override
  public EngineOptions options() {
    return options;
  }

  @Override
  public EngineMetrics metrics() {
    EngineMetrics metrics = loop.metrics();
    long waiting = Math.max(0, open(metrics) - metrics.runningSequences());
    return metrics.withArrivals((int) waiting, refused);
  }

  @Override
  public void close() {
    synchronized (submission) {
      stopping = true;
    }
    LockSupport.unpark(thread);
    if (Thread.currentThread() != thread) {
      join();
    }
  }

  private void join() {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      serve();
    } finally {
      breakWhatIsLeft();
      loop.close();
    }
  }

  private void serve() {
    while (!stopping) {
      try {
        takeArrivals();
        if (!loop.step()) {
          assert intact();
          awaitArrivals();
        }
      } catch (Throwable failure) {
        loop.abandon(failure);
      }
    }
    takeArrivals();
    loop.stop("the engine was stopped");
  }

  /// Nothing is left after an orderly end. After a failure to deal with a failure, such as too
  /// little memory to tell of too little memory, readers must not wait for a thread that is gone.
  private void breakWhatIsLeft() {
    synchronized (submission) {
      stopping = true;
    }
    loop.breakWhatIsLeft();
    for (Sequence next = arrivals.poll(); next != null; next = arrivals.poll()) {
      next.stream().put(EngineLoop.LOST);
    }
  }

  private void takeArrivals() {
    for (Sequence next = arrivals.poll(); next != null; next = arrivals.poll()) {
      loop.add(next);
    }
    for (Forgotten next = forgotten.poll(); next != null; next = forgotten.poll()) {
      loop.forget(next.owner(), next.lineage());
    }
  }

  private void awaitArrivals() {
    while (arrivals.isEmpty() && forgotten.isEmpty() && !stopping && !loop.isAsked()) {
      LockSupport.park(this);
      // A pending interrupt would turn parking into spinning.
      Thread.interrupted();
    }
  }

  private boolean intact() {
    loop.checkIntegrity();
    return true;
  }

  /// For tests, once the engine is closed.
  void checkIntegrity() {
    loop.checkIntegrity();
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
