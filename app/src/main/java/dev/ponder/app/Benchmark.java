package dev.ponder.app;

import dev.ponder.engine.Engine;
import dev.ponder.engine.EngineOptions;
import dev.ponder.engine.Generation;
import dev.ponder.engine.GenerationRequest;
import dev.ponder.engine.SamplingParameters;
import dev.ponder.engine.TokenConstraint;
import dev.ponder.engine.TokenStep;
import dev.ponder.model.LanguageModel;
import dev.ponder.model.ModelNeeds;
import dev.ponder.model.WarmUp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/// Times a model: the prompt in its largest steps, then token after token behind it.
///
/// The model is driven directly, so that nothing but the forward pass counts; only [#streams] goes
/// through an engine. Prompts are random tokens from a fixed seed.
///
/// @param prompt tokens before the first generated one
/// @param generate tokens generated per run
/// @param repetitions measured runs; one more before them is not measured
record Benchmark(int prompt, int generate, int repetitions) {
  private static final long SEED = 42;

  /// Prompts of the answers side by side are short: it is their generation that is compared.
  private static final int STREAM_PROMPT = 32;

  BenchmarkResult run(LocalModel local, String format) {
    fitting(local.model());
    List<Double> prompts = new ArrayList<>();
    List<Double> generations = new ArrayList<>();
    int[] tokens = randomTokens(local.model(), prompt, SEED);
    long start = System.nanoTime();
    WarmUp.run(local.model(), ServedModels.WARM_UP);
    Duration warmUp = local.loading().plusNanos(System.nanoTime() - start);
    try (SingleSequence sequence = new SingleSequence(local.model(), prompt + generate)) {
      once(sequence, tokens, new ArrayList<>(), new ArrayList<>());
      for (int i = 0; i < repetitions; i++) {
        once(sequence, tokens, prompts, generations);
      }
    }
    return new BenchmarkResult(
        local.loaded().name(),
        format,
        local.workers().threads(),
        local.kernels().name(),
        this,
        Spread.of(prompts),
        Spread.of(generations),
        local.loading(),
        warmUp,
        ResidentMemory.now());
  }

  private void once(
      SingleSequence sequence, int[] tokens, List<Double> prompts, List<Double> generations) {
    sequence.rewind();
    long start = System.nanoTime();
    int next = sequence.likeliestAfter(tokens);
    long prompted = System.nanoTime();
    for (int i = 0; i < generate; i++) {
      next = sequence.likeliestAfter(next);
    }
    long generated = System.nanoTime();
    prompts.add(perSecond(prompt, prompted - start));
    generations.add(perSecond(generate, generated - prompted));
  }

  /// As many answers at once, compared with one alone.
  StreamsResult streams(LocalModel local, ModelNeeds needs, int count) throws InterruptedException {
    int context = STREAM_PROMPT + generate + 1;
    EngineOptions options =
        new Capacity(local.workers().threads(), context, count, needs.config().cacheType())
            .engineOptions(needs, new MachineMemory().available());
    try (Engine engine = Engine.start(local.model(), options)) {
      double single = together(engine, local.model(), 1);
      return new StreamsResult(count, together(engine, local.model(), count), single);
    }
  }

  private double together(Engine engine, LanguageModel model, int count)
      throws InterruptedException {
    List<Generation> running = new ArrayList<>();
    long start = System.nanoTime();
    try {
      for (int i = 0; i < count; i++) {
        int[] tokens = randomTokens(model, STREAM_PROMPT, SEED + count + i);
        running.add(
            engine.submit(
                new GenerationRequest(
                    tokens, SamplingParameters.GREEDY, Set.of(), generate, TokenConstraint.NONE)));
      }
      for (Generation generation : running) {
        drain(generation);
      }
      return perSecond(count * (long) generate, System.nanoTime() - start);
    } finally {
      running.forEach(Generation::close);
    }
  }

  private static void drain(Generation generation) throws InterruptedException {
    while (true) {
      switch (generation.next()) {
        case TokenStep.Sampled _ -> {}
        case TokenStep.Ended _ -> {
          return;
        }
        case TokenStep.Broken(String why) -> throw new Mistake("the engine failed: " + why);
      }
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

  private static int[] randomTokens(LanguageModel model, int count, long seed) {
    return new SplittableRandom(seed).ints(count, 0, model.config().vocabulary()).toArray();
  }

  private static double perSecond(long tokens, long nanos) {
    return tokens * 1e9 / nanos;
  }
}
