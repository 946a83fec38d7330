package dev.ponder.app;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How much may be computed and kept.
final class CapacityOptions {
  @Mixin private ThreadsOption threads = new ThreadsOption();

  @Option(
      names = {"-c", "--context"},
      paramLabel = "TOKENS",
      description =
          "Most tokens of prompt and answer together (default: the model's own limit, or what fits"
              + " into memory).")
  private @Nullable Integer context;

  @Mixin private CacheTypeOption cacheType = new CacheTypeOption();

  /// For one answer at a time.
  Capacity alone() {
    return shared(1);
  }

  /// For that many answers at a time.
  Capacity shared(int sequences) {
    if (context != null && context < 2) {
      throw new Mistake("--context must be at least 2, not " + context);
    }
    if (sequences < 1 || sequences > Capacity.MOST_SEQUENCES) {
      throw new Mistake(
          "--max-concurrent must be between 1 and %d, not %d"
              .formatted(Capacity.MOST_SEQUENCES, sequences));
    }
    return new Capacity(
        threads.count(), context == null ? 0 : context, sequences, cacheType.type());
  }
}
