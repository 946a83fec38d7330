package dev.ponder.app;

import dev.ponder.compute.CacheType;
import dev.ponder.model.ModelConfig;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `ponder inspect`: what a model file holds.
@Command(
    name = "inspect",
    description = "Show metadata, tensors and sizes of a GGUF file.",
    footer = {"", "Example:", "  ponder inspect model.gguf"})
final class InspectCommand implements Callable<Integer> {
  private static final List<Integer> CONTEXTS = List.of(4096, 32768);

  private final Console console;

  @Parameters(paramLabel = "MODEL", description = "A GGUF file, or the name of a pulled model.")
  private String model = "";

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  InspectCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Inspection inspection = Inspection.of(new ModelFiles(console).find(model));
    if (json) {
      console.out().println(inspection.json().text());
    } else {
      print(inspection);
    }
    return 0;
  }

  private void print(Inspection inspection) {
    PrintWriter out = console.out();
    out.printf(
        "%s: GGUF version %d, %s%n",
        inspection.file(), inspection.version(), Sizes.text(inspection.bytes()));
    out.printf(
        "%,d parameters in %d tensors: %s%n",
        inspection.parameters(), inspection.tensors().size(), formats(inspection));
    switch (inspection.use()) {
      case Inspection.Use.Possible use -> print(use);
      case Inspection.Use.Impossible(String why) -> out.println("Cannot be run: " + why);
    }
    out.println("\nMetadata");
    inspection
        .metadata()
        .forEach((key, value) -> out.printf("  %s = %s%n", printable(key), value.text()));
    out.println("\nTensors");
    int width =
        inspection.tensors().stream().mapToInt(tensor -> tensor.name().length()).max().orElse(1);
    for (Inspection.Tensor tensor : inspection.tensors()) {
      out.printf(
          "  %-" + width + "s  %-5s %20s  %s%n",
          printable(tensor.name()),
          tensor.type(),
          shape(tensor),
          Sizes.text(tensor.bytes()));
    }
  }

  private void print(Inspection.Use.Possible use) {
    PrintWriter out = console.out();
    ModelConfig config = use.config();
    out.println("Prompt format: " + use.promptFormat());
    out.printf(
        "Memory: %s of weights, mapped; %s of activations%n",
        Sizes.text(use.needs().weightBytes()), Sizes.text(use.needs().activationBytes()));
    out.printf("Context: up to %,d tokens%s%n", config.contextLength(), window(config));
    for (CacheType type : List.of(CacheType.F16, CacheType.Q8_0)) {
      out.printf(
          "Cache as %s: %s per token",
          Sizes.lowerCase(type), Sizes.text(MemoryUse.bytesPerToken(config.withCacheType(type))));
      CONTEXTS.stream()
          .filter(context -> context < config.contextLength())
          .forEach(context ->
              out.printf("; %,d take %s", context, Sizes.text(use.cacheBytes(type, context))));
      out.printf("; all take %s%n", Sizes.text(use.cacheBytes(type, config.contextLength())));
    }
  }

  /// What layers with a window see.
  private static String window(ModelConfig config) {
    long windowed = config.layers().stream().filter(layer -> layer.window() > 0).count();
    return windowed == 0
        ? ""
        : "; %d of %d layers see and keep the last %,d only"
            .formatted(windowed, config.layers().size(), config.window());
  }

  /// A name from the file, which must not command the terminal.
  private static String printable(String name) {
    return name.replaceAll("\\p{Cntrl}", "\uFFFD");
  }

  private static String formats(Inspection inspection) {
    return inspection.bytesByType().entrySet().stream()
        .map(entry -> entry.getKey() + " " + Sizes.text(entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String shape(Inspection.Tensor tensor) {
    return tensor.shape().stream().map(String::valueOf).collect(Collectors.joining(" x "));
  }
}
