package dev.ponder.app;

import java.util.List;

/// What of a model's speed is measured.
sealed interface BenchPart {

  /// A prompt and an answer alone, the model driven directly.
  record Speed(Benchmark.Reading reading) implements BenchPart {}

  /// So many answers side by side, each number in turn.
  record Streams(List<Integer> counts) implements BenchPart {
    public Streams {
      counts = List.copyOf(counts);
    }
  }

  /// How soon an answer begins behind a conversation that is in the cache.
  record Turns(SecondTurn.Shape shape) implements BenchPart {}

  /// What guessing how a text goes on is worth.
  record Guessing() implements BenchPart {}
}
