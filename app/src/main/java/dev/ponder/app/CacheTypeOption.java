package dev.ponder.app;

import dev.ponder.compute.CacheType;
import picocli.CommandLine.Option;

/// How keys and values are kept.
final class CacheTypeOption {
  @Option(
      names = "--cache-type",
      defaultValue = "f16",
      paramLabel = "TYPE",
      description =
          "How keys and values of the context are kept: f16, q8_0 (half the memory) or f32 (default:"
              + " ${DEFAULT-VALUE}).")
  private CacheType type = CacheType.F16;

  CacheType type() {
    return type;
  }
}
