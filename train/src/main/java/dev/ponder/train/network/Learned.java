package dev.ponder.train.network;

import dev.ponder.compute.Kernels;
import dev.ponder.model.ModelLoader;
import dev.ponder.model.ModelOptions;
import dev.ponder.model.UnusableModelException;
import dev.ponder.model.gguf.GgufFile;
import dev.ponder.train.Parameter;
import dev.ponder.train.TransformerShape;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A network whose weights are all learned.
///
/// @param ropeFactors see [Angles]; not learned
public record Learned(
    TransformerShape shape, Network network, List<Parameter> parameters, float[] ropeFactors) {
  private static final float[] NONE = {};

  /// A network of random weights: equal for equal seeds.
  public static Learned random(TransformerShape shape, long seed, Compute compute) {
    return of(shape, new RandomWeights(shape, seed), NONE, compute);
  }

  /// The network in that file.
  ///
  /// @throws UnusableModelException when it is damaged, cannot be trained, or is too large to be
  /// @throws java.io.UncheckedIOException when it cannot be read
  public static Learned read(Path path, Compute compute) {
    String label = Optional.ofNullable(path.getFileName()).orElse(path).toString();
    // Checks whatever a server would, that all weights are finite included.
    ModelLoader.needs(path, ModelOptions.DEFAULT.withMaxBatchTokens(1), Kernels.fastest());
    try (GgufFile file = GgufFile.open(path)) {
      ShapeReader reader = new ShapeReader(file);
      TransformerShape shape = reader.shape();
      requireMemory(file, label);
      FileWeights weights = new FileWeights(label, file, shape);
      Learned learned = of(shape, weights, reader.ropeFactors(shape, weights), compute);
      weights.refuseUnread();
      return learned;
    }
  }

  private static Learned of(
      TransformerShape shape, Weights weights, float[] ropeFactors, Compute compute) {
    LearnedParts parts = new LearnedParts(shape, weights, compute);
    Network network = new Network(shape, new Angles(shape, ropeFactors), parts, compute);
    return new Learned(shape, network, parts.parameters(), ropeFactors);
  }

  /// Values and gradients alone must fit.
  private static void requireMemory(GgufFile file, String label) {
    long elements =
        file.tensors().values().stream()
            .mapToLong(tensor -> tensor.dimensions().stream().reduce(1L, Math::multiplyExact))
            .sum();
    long bytes = Math.multiplyExact(elements, 2L * Float.BYTES);
    long most = Runtime.getRuntime().maxMemory();
    if (bytes > most) {
      throw new UnusableModelException(
          "%s: training all %d million weights takes more than %d MB, and Java has %d MB"
              .formatted(label, elements / 1_000_000, bytes >> 20, most >> 20));
    }
  }
}
