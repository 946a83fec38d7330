package dev.ponder.app;

import dev.ponder.engine.Engine;
import dev.ponder.engine.EngineOptions;
import dev.ponder.model.LanguageModel;
import dev.ponder.model.ModelNeeds;
import dev.ponder.model.WarmUp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Times a model: the prompt in its largest steps, then token after token behind it.
///
/// The model is driven directly, so that nothing but the forward pass counts; only [#streams] goes
/// through an engine. Prompts are random tokens from a fixed seed.
///
/// @param prompt tokens before the first generated one
/// @param generate tokens generated per run
/// @param repetitions measured runs; one more before them is not measured
record Benchmark(int prompt, int generate, int repetitions) {
  /// A run's speeds in tokens per second.
  record Timing(double prompt, double generation) {}

  /// Is told how far the runs are.
  interface Listener {
    Listener NONE =
        new Listener() {
          @Override
          public void warm(Timing first) {}

          @Override
          public void timed() {}
        };

    /// After the first run, which does not count.
    void warm(Timing first);

    /// After each of the others.
    void timed();
  }

  /// Times the model.
  ///
  /// @throws InterruptedException when the thread is interrupted, between two steps
  BenchmarkResult run(LocalModel local, String format, Listener listener)
      throws InterruptedException {
    fitting(local.model());
    List<Timing> timings = new ArrayList<>();
    int[] tokens = new RandomPrompts(local.model().config().vocabulary()).next(prompt);
    long start = System.nanoTime();
    WarmUp.run(local.model(), ServedModels.WARM_UP);
    Duration warmUp = local.loading().plusNanos(System.nanoTime() - start);
    try (SingleSequence sequence = new SingleSequence(local.model(), prompt + generate)) {
      listener.warm(once(sequence, tokens));
      for (int i = 0; i < repetitions; i++) {
        timings.add(once(sequence, tokens));
        listener.timed();
      }
    }
    return new BenchmarkResult(
        local.loaded().name(),
        format,
        local.workers().threads(),
        local.kernels().name(),
        this,
        Spread.of(timings.stream().map(Timing::prompt).toList()),
        Spread.of(timings.stream().map(Timing::generation).toList()),
        local.loading(),
        warmUp,
        ResidentMemory.now());
  }

  private Timing once(SingleSequence sequence, int[] tokens) throws InterruptedException {
    sequence.rewind();
    long start = System.nanoTime();
    int next = sequence.likeliestAfter(tokens);
    long prompted = System.nanoTime();
    for (int i = 0; i < generate; i++) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      next = sequence.likeliestAfter(next);
    }
    return new Timing(
        perSecond(prompt, prompted - start), perSecond(generate, System.nanoTime() - prompted));
  }

  /// As many answers at once, compared with one alone.
  StreamsResult streams(LocalModel local, Path file, int count) throws InterruptedException {
    int context = SideBySide.PROMPT + generate + 1;
    Capacity capacity =
        new Capacity(local.workers().threads(), context, count, local.model().config().cacheType());
    ModelNeeds needs = LocalModel.needs(file, capacity.modelOptions());
    EngineOptions options = capacity.engineOptions(needs, new MachineMemory().available());
    RandomPrompts prompts = new RandomPrompts(local.model().config().vocabulary());
    try (Engine engine = Engine.start(local.model(), options)) {
      SideBySide single =
          SideBySide.measure(engine, prompts.several(1, SideBySide.PROMPT), generate, () -> {});
      SideBySide many =
          SideBySide.measure(engine, prompts.several(count, SideBySide.PROMPT), generate, () -> {});
      return new StreamsResult(count, many.together(), single.together());
    }
  }

  /// Prompt and continuation together.
  int positions() {
    return (int) Math.min(Integer.MAX_VALUE, (long) prompt + generate);
  }

  private void fitting(LanguageModel model) {
    int context = model.config().contextLength();
    if ((long) prompt + generate > context) {
      throw new Mistake(
          "%d prompt and %d generated tokens are more than the model's context of %d"
              .formatted(prompt, generate, context));
    }
  }

  private static double perSecond(long tokens, long nanos) {
    return tokens * 1e9 / nanos;
  }
}
