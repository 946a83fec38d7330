package dev.ponder.learn.tuning;

import dev.ponder.compute.Format;
import dev.ponder.compute.Workers;
import dev.ponder.learn.Continuation;
import dev.ponder.learn.ServedModel;
import dev.ponder.learn.reinforcement.Rollouts;
import dev.ponder.model.gguf.GgufFile;
import dev.ponder.model.gguf.GgufValue;
import dev.ponder.model.gguf.GgufWriter;
import dev.ponder.train.AdaptedTransformer;
import dev.ponder.train.AdapterSettings;
import dev.ponder.train.Trainable;
import dev.ponder.train.TrainableTransformer;
import dev.ponder.train.TransformerShape;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A model that learns, in whole or by an adapter.
sealed interface Pupil extends AutoCloseable {

  /// What the optimiser sees.
  Trainable trainable();

  TransformerShape shape();

  /// Writes what was learned: the whole model, or the adapter alone.
  ///
  /// @param format of a whole model's matrices
  /// @param more metadata that is new or replaces some
  void write(Path file, Format format, Map<String, GgufValue> more);

  /// The model of that file with what such a file holds, behind the engine.
  ServedModel served(Path file, int threads, int parallel);

  @Override
  void close();

  /// The model in that file.
  ///
  /// @throws dev.ponder.model.UnusableModelException when it cannot be trained
  static Pupil of(Path model, Scope scope, long seed, Workers workers) {
    return switch (scope) {
      case Scope.Whole() -> new Whole(metadata(model), TrainableTransformer.read(model, workers));
      case Scope.Adapter(int rank) ->
          new Beside(
              model, AdaptedTransformer.open(model, AdapterSettings.ofRank(rank, seed), workers));
    };
  }

  private static Map<String, GgufValue> metadata(Path file) {
    try (GgufFile open = GgufFile.open(file)) {
      return new LinkedHashMap<>(open.metadata().values());
    }
  }

  /// Answers by the present weights, which are written to a file and served from it, in single
  /// precision so that what is learned from is what was sampled from.
  default Rollouts rollouts(Path file, int threads, int parallel) {
    return (List<Continuation.Ask> asks, Set<Integer> stops) -> {
      GgufWriter.removeDrafts(file);
      write(file, Format.F32, Map.of());
      try (ServedModel served = served(file, threads, parallel)) {
        return served.continuations(asks, stops);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while the model answered", e);
      }
    };
  }

  /// A model all of whose weights learn.
  ///
  /// @param metadata of its file
  record Whole(Map<String, GgufValue> metadata, TrainableTransformer model) implements Pupil {
    @Override
    public Trainable trainable() {
      return model;
    }

    @Override
    public TransformerShape shape() {
      return model.shape();
    }

    @Override
    public void write(Path file, Format format, Map<String, GgufValue> more) {
      Map<String, GgufValue> all = new LinkedHashMap<>(metadata);
      all.putAll(more);
      model.write(file, format, all);
    }

    @Override
    public ServedModel served(Path file, int threads, int parallel) {
      return ServedModel.open(file, threads, parallel);
    }

    @Override
    public void close() {}
  }

  /// A model that stays as it is, and the adapter beside it.
  record Beside(Path base, AdaptedTransformer model) implements Pupil {
    @Override
    public Trainable trainable() {
      return model;
    }

    @Override
    public TransformerShape shape() {
      return model.shape();
    }

    @Override
    public void write(Path file, Format format, Map<String, GgufValue> more) {
      model.write(file, more);
    }

    @Override
    public ServedModel served(Path file, int threads, int parallel) {
      return ServedModel.open(base, Optional.of(file), threads, parallel);
    }

    @Override
    public void close() {
      model.close();
    }
  }
}
