package dev.ponder.train.network;

import dev.ponder.compute.Kernels;
import dev.ponder.model.ModelLoader;
import dev.ponder.model.ModelOptions;
import dev.ponder.model.gguf.GgufFile;
import dev.ponder.train.AdapterSettings;
import dev.ponder.train.Parameter;
import dev.ponder.train.TransformerShape;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A network over the weights of an open file, of which adapters are learned.
///
/// @param parameters the adapters' matrices
/// @param file from which the weights are read with every pass
public record Adapted(
    TransformerShape shape,
    AdapterSettings settings,
    Network network,
    List<Parameter> parameters,
    GgufFile file)
    implements AutoCloseable {

  /// The network in that file with adapters that have learned nothing.
  ///
  /// @throws dev.ponder.model.UnusableModelException when it is damaged or cannot be trained
  /// @throws java.io.UncheckedIOException when it cannot be read
  public static Adapted open(Path path, AdapterSettings settings, Compute compute) {
    String label = Optional.ofNullable(path.getFileName()).orElse(path).toString();
    // Checks whatever a server would, that all weights are finite included.
    ModelLoader.needs(path, ModelOptions.DEFAULT.withMaxBatchTokens(1), Kernels.fastest());
    GgufFile file = GgufFile.open(path);
    try {
      return of(file, label, settings, compute);
    } catch (RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  private static Adapted of(
      GgufFile file, String label, AdapterSettings settings, Compute compute) {
    ShapeReader reader = new ShapeReader(file);
    TransformerShape shape = reader.shape();
    FileWeights weights = new FileWeights(label, file, shape);
    Angles angles = new Angles(shape, reader.ropeFactors(shape, weights));
    AdaptedParts parts = new AdaptedParts(shape, weights, settings, compute);
    Network network = new Network(shape, angles, parts, compute);
    weights.refuseUnread();
    return new Adapted(shape, settings, network, parts.parameters(), file);
  }

  /// Unmaps the file; closing again does nothing.
  @Override
  public void close() {
    file.close();
  }
}
