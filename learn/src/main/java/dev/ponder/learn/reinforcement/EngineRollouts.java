package dev.ponder.learn.reinforcement;

import dev.ponder.learn.Continuation;
import dev.ponder.learn.ServedModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Rolls out through the serving engine: writes the weights to a model file, in single precision so
/// that what is learned from is what was sampled from, and serves that.
///
/// @param export writes the present weights to a file
/// @param file where to; replaced each time
/// @param parallel how many answers to compute side by side
public record EngineRollouts(Consumer<Path> export, Path file, int threads, int parallel)
    implements Rollouts {
  @Override
  public List<Continuation> of(List<Continuation.Ask> asks, Set<Integer> stops) {
    export.accept(file);
    try (ServedModel served = ServedModel.open(file, threads, parallel)) {
      return served.continuations(asks, stops);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the model answered", e);
    }
  }
}
