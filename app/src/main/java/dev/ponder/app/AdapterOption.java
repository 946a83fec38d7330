package dev.ponder.app;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Names an adapter of the model.
final class AdapterOption {
  @Option(
      names = "--adapter",
      paramLabel = "FILE",
      description =
          "A low-rank adapter of the model, a GGUF file; the model is then called"
              + " ft:MODEL:ADAPTER.")
  private @Nullable Path file;

  boolean isGiven() {
    return file != null;
  }

  /// That capacity with the adapter, if one was given.
  ///
  /// @throws Mistake when there is no such file
  Capacity over(Capacity capacity) {
    return file == null ? capacity : capacity.withAdapter(Optional.of(ModelFiles.existing(file)));
  }
}
