package dev.ponder.app;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Names the model file to work with.
final class ModelOption {
  @Option(
      names = {"-m", "--model"},
      paramLabel = "FILE",
      defaultValue = "${env:PONDER_MODEL}",
      description = "The model, a GGUF file (also: PONDER_MODEL).")
  private @Nullable Path file;

  /// The file, which is there.
  Path file() {
    if (file == null) {
      throw new Mistake(
          "no model given: pass --model FILE.gguf, or make one with random weights to try by"
              + " 'ponder synthesize --shape tiny --output tiny.gguf'");
    }
    return existing(file);
  }

  /// That path, checked to be a file that can be read.
  static Path existing(Path file) {
    if (!Files.exists(file)) {
      throw new Mistake(file + ": no such file");
    }
    if (Files.isDirectory(file)) {
      throw new Mistake(file + ": is a directory, not a GGUF file");
    }
    if (!Files.isReadable(file)) {
      throw new Mistake(file + ": permission denied");
    }
    return file;
  }
}
