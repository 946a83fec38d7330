package dev.ponder.app;

import dev.ponder.engine.Engine;
import dev.ponder.engine.EngineOptions;
import dev.ponder.model.WarmUp;
import java.util.List;

/// Measures one part of a model's speed.
record PartRun(LocalModel local, Inspection inspection, Benchmark benchmark) {

  BenchSubject subject() {
    return BenchSubject.of(local, inspection);
  }

  /// A prompt and an answer.
  BenchmarkResult speed() throws InterruptedException {
    return benchmark.run(local, subject(), Benchmark.Listener.NONE);
  }

  /// So many answers side by side, each number in turn.
  ///
  /// @param counts rising
  StreamsResult streams(List<Integer> counts) throws InterruptedException {
    int most = counts.getLast();
    EngineOptions options =
        engines().plain(new BenchEngines.Room(most, benchmark.positions() + 1, most));
    StreamsResult.Order order =
        new StreamsResult.Order(
            benchmark.prompt(), benchmark.generate(), benchmark.repetitions(), counts);
    warmUp();
    try (Engine engine = Engine.start(local.model(), options)) {
      return StreamsResult.measure(engine, prompts(), order);
    }
  }

  /// Further turns of a conversation.
  SecondTurn turns(SecondTurn.Shape shape) throws InterruptedException {
    SecondTurn.Order order = new SecondTurn.Order(shape, benchmark.repetitions());
    EngineOptions options = engines().plain(order.room());
    warmUp();
    try (Engine engine = Engine.start(local.model(), options)) {
      return SecondTurn.measure(engine, prompts(), order, () -> {});
    }
  }

  /// A file of code that is edited, and a text that misleads.
  GuessingResult guessing() throws InterruptedException {
    List<Replay> replays = Replays.usual(local.model().config().vocabulary());
    int longest = replays.stream().mapToInt(replay -> replay.text().length).max().orElse(0);
    BenchEngines.Room room = new BenchEngines.Room(1, longest + 1, 1);
    GuessingResult.Limits limits =
        new GuessingResult.Limits(engines().guessing(room), engines().plain(room));
    warmUp();
    return GuessingResult.measure(local.model(), replays, limits, benchmark.repetitions());
  }

  private BenchEngines engines() {
    return new BenchEngines(local, inspection.file());
  }

  private RandomPrompts prompts() {
    return new RandomPrompts(local.model().config().vocabulary());
  }

  private void warmUp() {
    WarmUp.run(local.model(), ServedModels.WARM_UP);
  }
}
