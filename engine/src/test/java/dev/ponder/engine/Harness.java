package dev.ponder.engine;

import dev.ponder.model.Slice;
import java.util.ArrayList;
import java.util.List;

/// An engine loop driven by the test's own thread; the pool is checked after every step.
final class Harness {
  private final FakeModel model;
  private final EngineOptions options;
  private final EngineLoop loop;
  private final List<String> trace = new ArrayList<>();
  private long arrivals;

  Harness(FakeModel model, EngineOptions options) {
    this(model, options, Spill.NONE);
  }

  /// With prefixes that go and come that way.
  Harness(FakeModel model, EngineOptions options, Spill spill) {
    this.model = model;
    this.options = options;
    this.loop = new EngineLoop(model, options, spill);
  }

  /// Plenty of everything.
  Harness(FakeModel model) {
    this(model, new EngineOptions(1024, 512, 16, 64, 128));
  }

  Generation submit(GenerationRequest request) {
    Sequence sequence = new Sequence(arrivals++, request, options.contextLength());
    loop.add(sequence);
    return sequence.stream();
  }

  Embedding embed(EmbeddingRequest request) {
    Sequence sequence = Sequence.pooled(arrivals++, request);
    loop.add(sequence);
    return new PooledEmbedding(sequence.stream(), sequence.pool().orElseThrow());
  }

  /// Records what each step computes as `[from..to)` for each of its slices.
  void record() {
    model.before(batch -> {
      StringBuilder line = new StringBuilder();
      for (Slice slice : batch) {
        int to = slice.firstPosition() + slice.tokens().length;
        line.append("[%d..%d)".formatted(slice.firstPosition(), to));
      }
      trace.add(line.toString());
    });
  }

  /// The steps so far, which it forgets.
  String trace() {
    String steps = String.join(" | ", trace);
    trace.clear();
    return steps;
  }

  boolean step() {
    boolean more = loop.step();
    loop.checkIntegrity();
    return more;
  }

  void steps(int count) {
    for (int i = 0; i < count; i++) {
      step();
    }
  }

  /// Steps until nothing is left to do, which must come.
  Harness finish() {
    int steps = 0;
    while (step()) {
      if (++steps > 100_000) {
        throw new AssertionError("the engine does not come to an end");
      }
    }
    EngineMetrics metrics = loop.metrics();
    if (metrics.freeBlocks() != metrics.totalBlocks()) {
      throw new AssertionError("blocks are held by nobody: " + metrics);
    }
    return this;
  }

  EngineMetrics metrics() {
    return loop.metrics();
  }

  EngineLoop loop() {
    return loop;
  }

  /// Runs the request alone to its end.
  Requests.Result run(GenerationRequest request) throws InterruptedException {
    Generation generation = submit(request);
    finish();
    return Requests.read(generation);
  }
}
