package dev.ponder.app;

import dev.ponder.model.LanguageModel;
import dev.ponder.model.WarmUp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Times a model: the prompt in its largest steps, then token after token behind it.
///
/// The model is driven directly, so that nothing but the forward pass counts. Prompts are random
/// tokens from a fixed seed.
///
/// @param prompt tokens before the first generated one
/// @param generate tokens generated per run
/// @param repetitions measured runs; one more before them is not measured
/// @param reading how often the prompt is computed
record Benchmark(int prompt, int generate, int repetitions, Reading reading) {
  /// How often the prompt is computed.
  enum Reading {
    /// In each run.
    EACH_RUN,

    /// Once: the runs generate behind it, and the one measurement of the prompt is not warmed up by
    /// another.
    ONCE
  }

  /// The prompt is computed in each run.
  Benchmark(int prompt, int generate, int repetitions) {
    this(prompt, generate, repetitions, Reading.EACH_RUN);
  }

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
  BenchmarkResult run(LocalModel local, BenchSubject subject, Listener listener)
      throws InterruptedException {
    fitting(local.model());
    int[] tokens = new RandomPrompts(local.model().config().vocabulary()).next(prompt);
    long start = System.nanoTime();
    WarmUp.run(local.model(), ServedModels.WARM_UP);
    Duration warmUp = local.loading().plusNanos(System.nanoTime() - start);
    List<Timing> timings = new ArrayList<>();
    try (SingleSequence sequence = new SingleSequence(local.model(), prompt + generate)) {
      Read read = read(sequence, tokens);
      listener.warm(timing(read, sequence));
      for (int i = 0; i < repetitions; i++) {
        read = again(read, sequence, tokens);
        timings.add(timing(read, sequence));
        listener.timed();
      }
    }
    return new BenchmarkResult(
        subject,
        this,
        Spread.of(timings.stream().map(Timing::prompt).toList()),
        Spread.of(timings.stream().map(Timing::generation).toList()),
        local.loading(),
        warmUp,
        ResidentMemory.now());
  }

  /// A computed prompt.
  ///
  /// @param next the token after it
  private record Read(double tokensPerSecond, int next) {}

  private Read read(SingleSequence sequence, int[] tokens) {
    long start = System.nanoTime();
    int next = sequence.likeliestAfter(tokens);
    return new Read(perSecond(prompt, System.nanoTime() - start), next);
  }

  /// For another run.
  private Read again(Read before, SingleSequence sequence, int[] tokens) {
    return switch (reading) {
      case EACH_RUN -> {
        sequence.rewind(0);
        yield read(sequence, tokens);
      }
      case ONCE -> {
        sequence.rewind(prompt);
        yield before;
      }
    };
  }

  /// Of generating behind it.
  private Timing timing(Read read, SingleSequence sequence) throws InterruptedException {
    long start = System.nanoTime();
    int next = read.next;
    for (int i = 0; i < generate; i++) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      next = sequence.likeliestAfter(next);
    }
    return new Timing(read.tokensPerSecond, perSecond(generate, System.nanoTime() - start));
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
