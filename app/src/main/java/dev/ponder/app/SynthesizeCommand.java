package dev.ponder.app;

import dev.ponder.model.ModelShape;
import dev.ponder.model.Synthesizer;
import dev.ponder.model.WeightTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `ponder synthesize`: a model of random weights, to measure speed without a download.
@Command(
    name = "synthesize",
    description = "Write a model of a true shape with random weights, to measure speed.",
    footer = {
      "",
      "Examples:",
      "  ponder synthesize --shape tiny --output tiny.gguf",
      "  ponder synthesize --shape qwen3-0.6b --type Q4_0 --output q06.gguf",
      "  ponder synthesize --shape gpt-oss-20b --layers 4 --type MXFP4_MOE -o oss.gguf"
    })
final class SynthesizeCommand implements Callable<Integer> {
  private static final int MOST_LAYERS = 1_000;

  private final Console console;

  @Option(
      names = "--shape",
      required = true,
      paramLabel = "SHAPE",
      description = "What to imitate, such as tiny or qwen3-0.6b; a wrong one lists all.")
  private String shape = "";

  @Option(
      names = "--type",
      defaultValue = "Q8_0",
      paramLabel = "TYPE",
      description =
          "Type of the matrices, such as Q8_0, Q4_K_M or F16 (default: ${DEFAULT-VALUE}).")
  private String type = "";

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "Where to write it.")
  private Path output = Path.of("");

  @Option(
      names = "--seed",
      defaultValue = "42",
      paramLabel = "N",
      description = "The same seed gives the same file (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--layers",
      paramLabel = "N",
      description = "So many transformer blocks instead of the shape's own.")
  private @Nullable Integer layers;

  @Option(names = "--force", description = "Replace the file if it exists.")
  private boolean force;

  SynthesizeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Synthesizer synthesizer = new Synthesizer(knownShape(), knownTypes(), seed);
    checkOutput();
    try (ProgressBar progress = new ProgressBar(console, "Writing " + output.getFileName())) {
      synthesizer.write(output, progress::update);
    }
    console
        .out()
        .printf(
            "%s: %s with random %s weights, %s%n",
            output, shape, synthesizer.types().name(), Sizes.text(Files.size(output)));
    return 0;
  }

  private void checkOutput() {
    if (Files.isDirectory(output)) {
      throw new Mistake(output + ": is a directory");
    }
    if (Files.exists(output) && !force) {
      throw new Mistake(output + ": already exists; --force replaces it");
    }
    Path folder = output.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw new Mistake(folder + ": no such directory");
    }
  }

  private ModelShape knownShape() {
    ModelShape whole =
        ModelShape.named(shape)
            .orElseThrow(() ->
                new Mistake(
                    "there is no shape '%s', only %s"
                        .formatted(shape, String.join(", ", ModelShape.names()))));
    if (layers == null) {
      return whole;
    }
    if (layers < 1 || layers > MOST_LAYERS) {
      throw new Mistake("--layers must be between 1 and %d, not %d".formatted(MOST_LAYERS, layers));
    }
    return whole.withLayers(layers);
  }

  private WeightTypes knownTypes() {
    return WeightTypes.named(type)
        .orElseThrow(() ->
            new Mistake(
                "there is no type '%s', only %s"
                    .formatted(type, String.join(", ", WeightTypes.names()))));
  }
}
