package dev.ponder.app;

import dev.ponder.app.BenchProgress.Phase;
import dev.ponder.compute.Ceilings;
import dev.ponder.engine.Engine;
import dev.ponder.engine.EngineOptions;
import dev.ponder.model.ModelConfig;
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
  private final SecondTurn.Order turns;
  private final EngineOptions oneChat;
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
    BenchEngines engines = new BenchEngines(local, inspection.file());
    int streams = order.mostStreams();
    int context = SideBySide.PROMPT + benchmark.generate() + 1;
    manyStreams = engines.plain(new BenchEngines.Room(streams, context, streams));
    // The running answers together take less than another long prompt.
    longPrompt =
        engines.plain(new BenchEngines.Room(mixed.streams() + 1, mixed.longPrompt() + 1, 2));
    turns =
        new SecondTurn.Order(
            SecondTurn.Shape.within(config.contextLength(), benchmark.repetitions()),
            benchmark.repetitions());
    oneChat = engines.plain(turns.room());
    prompts = new RandomPrompts(config.vocabulary());
  }

  /// Measures.
  ///
  /// @param effort for what the machine can do
  /// @throws InterruptedException when the thread is interrupted
  Measured measure(Ceilings.Effort effort, BenchProgress progress) throws InterruptedException {
    BenchmarkResult result =
        benchmark.run(
            local,
            BenchSubject.of(local, inspection),
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
    MixedLoad beside = mixed(progress);
    progress.next();
    return new Measured(result, roofline(result, ceilings), streams, beside, turns(progress));
  }

  /// What was measured.
  record Measured(
      BenchmarkResult speed,
      Roofline roofline,
      List<SideBySide> streams,
      MixedLoad mixed,
      SecondTurn turns) {
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

  private SecondTurn turns(BenchProgress progress) throws InterruptedException {
    try (Engine engine = Engine.start(local.model(), oneChat)) {
      return SecondTurn.measure(engine, prompts, turns, progress::tick);
    }
  }

  private Roofline roofline(BenchmarkResult result, Ceilings ceilings) {
    ModelWork work = ModelWork.of(inspection, local.model().config());
    int prompt = benchmark.prompt();
    int generate = benchmark.generate();
    return Roofline.of(
        ceilings,
        result.subject().format(),
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
    double conversation = turns.shape().conversation() / first.prompt();
    phases.add(new Phase("further turns of a conversation", conversation));
    return phases;
  }
}
