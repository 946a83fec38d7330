package dev.ponder.app;

import dev.ponder.app.BenchProgress.Phase;
import dev.ponder.compute.Ceilings;
import dev.ponder.engine.Engine;
import dev.ponder.engine.EngineOptions;
import dev.ponder.model.KvBlock;
import dev.ponder.model.ModelConfig;
import dev.ponder.model.ModelNeeds;
import java.util.ArrayList;
import java.util.List;

/// Measures all that a report shows, one thing after the other.
final class ReportRun {
  private final LocalModel local;
  private final Inspection inspection;
  private final Benchmark benchmark;
  private final ReportOrder order;
  private final MixedLoad.Order mixed;
  private final EngineOptions manyStreams;
  private final EngineOptions longPrompt;
  private final RandomPrompts prompts;

  /// @throws Mistake when something of it does not fit into the model's context or into memory
  ReportRun(LocalModel local, Inspection inspection, Benchmark benchmark, ReportOrder order) {
    this.local = local;
    this.inspection = inspection;
    this.benchmark = benchmark;
    this.order = order;
    ModelConfig config = local.model().config();
    mixed =
        new MixedLoad.Order(MixedLoad.STREAMS, order.longPrompt(config), benchmark.repetitions());
    Capacity streams = capacity(order.mostStreams(), SideBySide.PROMPT + benchmark.generate() + 1);
    manyStreams = fitting(streams, streams.sequences());
    // The running answers together take less than another long prompt.
    longPrompt = fitting(capacity(mixed.streams() + 1, mixed.longPrompt() + 1), 2);
    prompts = new RandomPrompts(config.vocabulary());
  }

  private Capacity capacity(int sequences, int context) {
    return new Capacity(
        local.workers().threads(), context, sequences, local.model().config().cacheType());
  }

  /// Without guesses of what follows: answers to random prompts soon repeat themselves, which would
  /// flatter.
  ///
  /// @param whole how many whole contexts there must be room for
  private EngineOptions fitting(Capacity capacity, int whole) {
    ModelNeeds needs = LocalModel.needs(inspection.file(), capacity.modelOptions());
    EngineOptions options = capacity.engineOptions(needs, new MachineMemory().available());
    long wanted = (long) whole * KvBlock.countFor(capacity.context());
    if (options.maxSequences() < capacity.sequences() || options.kvBlocks() < wanted) {
      throw new Mistake(
          "there is no memory for the cache of %d streams of %d tokens; fewer --concurrency, a shorter --long-prompt or --cache-type q8_0 take less"
              .formatted(capacity.sequences(), capacity.context()));
    }
    return options.withDraftTokens(0);
  }

  /// Measures.
  ///
  /// @param effort for what the machine can do
  /// @throws InterruptedException when the thread is interrupted
  Measured measure(Ceilings.Effort effort, BenchProgress progress) throws InterruptedException {
    BenchmarkResult result =
        benchmark.run(
            local,
            inspection.mainType(),
            new Benchmark.Listener() {
              @Override
              public void warm(Benchmark.Timing first) {
                progress.plan(phases(first, effort));
              }

              @Override
              public void timed() {
                progress.tick();
              }
            });
    progress.next();
    Ceilings ceilings = Ceilings.measure(local.kernels(), local.workers(), effort);
    List<SideBySide> streams = streams(progress);
    progress.next();
    return new Measured(result, roofline(result, ceilings), streams, mixed(progress));
  }

  /// What was measured.
  record Measured(
      BenchmarkResult speed, Roofline roofline, List<SideBySide> streams, MixedLoad mixed) {
    Measured {
      streams = List.copyOf(streams);
    }
  }

  private List<SideBySide> streams(BenchProgress progress) throws InterruptedException {
    List<SideBySide> streams = new ArrayList<>();
    try (Engine engine = Engine.start(local.model(), manyStreams)) {
      for (int count : order.concurrency()) {
        progress.next();
        streams.add(
            SideBySide.measure(
                engine,
                prompts.several(count, SideBySide.PROMPT),
                benchmark.generate(),
                progress::tick));
      }
    }
    return streams;
  }

  private MixedLoad mixed(BenchProgress progress) throws InterruptedException {
    try (Engine engine = Engine.start(local.model(), longPrompt)) {
      return MixedLoad.measure(engine, prompts, mixed, progress::tick);
    }
  }

  private Roofline roofline(BenchmarkResult result, Ceilings ceilings) {
    ModelWork work = ModelWork.of(inspection, local.model().config());
    int prompt = benchmark.prompt();
    int generate = benchmark.generate();
    return Roofline.of(
        ceilings,
        result.format(),
        List.of(
            new Roofline.Achieved(
                "prompt of " + prompt,
                work.prompt(prompt, local.model().maxBatchTokens()),
                prompt / result.promptSpeed().median()),
            new Roofline.Achieved(
                "generation of " + generate,
                work.generation(prompt, generate),
                generate / result.generationSpeed().median())));
  }

  /// How long each part should take by the speeds of the first run, if streams side by side are
  /// bound by what a single one or a prompt is bound by.
  private List<Phase> phases(Benchmark.Timing first, Ceilings.Effort effort) {
    List<Phase> phases = new ArrayList<>();
    double run = benchmark.prompt() / first.prompt() + benchmark.generate() / first.generation();
    phases.add(new Phase("prompt and generation", benchmark.repetitions() * run));
    // Three ceilings, which are warmed up for twice as long and get faster for a while.
    phases.add(new Phase("what the machine can do", 12 * effort.each().toMillis() / 1e3));
    for (int count : order.concurrency()) {
      double steps = Math.max(1 / first.generation(), count / first.prompt());
      double seconds = count * SideBySide.PROMPT / first.prompt() + benchmark.generate() * steps;
      phases.add(new Phase(count == 1 ? "1 stream" : count + " streams", seconds));
    }
    double quiet = mixed.quietTokens(longPrompt.contextLength()) / first.generation();
    double round = quiet + mixed.longPrompt() / first.prompt();
    phases.add(new Phase("streams beside a long prompt", mixed.rounds() * round));
    return phases;
  }
}
