package dev.ponder.app;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Names the model to work with.
final class ModelOption {
  @Option(
      names = {"-m", "--model"},
      paramLabel = "MODEL",
      defaultValue = "${env:PONDER_MODEL}",
      description = "The model, a GGUF file or the name of a pulled one (also: PONDER_MODEL).")
  private @Nullable String model;

  boolean isGiven() {
    return model != null;
  }

  /// What was given.
  String text() {
    if (model == null) {
      throw noneGiven();
    }
    return model;
  }

  /// What to say to someone who named no model.
  static Mistake noneGiven() {
    return new Mistake(
        "no model given: pass --model FILE.gguf or --model NAME, and get one by 'ponder pull"
            + " qwen3-4b' or, with random weights, by 'ponder synthesize --shape tiny --output"
            + " tiny.gguf'");
  }

  /// As [#file]; where none was named, the file of the model that comes with Ponder.
  Path fileOrBuiltIn(Console console) {
    return model == null
        ? BuiltInModel.file(console.environment()).orElseThrow(ModelOption::noneGiven)
        : file(console);
  }

  /// The file, which is there.
  Path file(Console console) {
    return new ModelFiles(console).find(text());
  }
}
