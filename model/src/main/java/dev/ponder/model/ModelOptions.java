package dev.ponder.model;

import dev.ponder.compute.CacheType;
import java.nio.file.Path;
import java.util.Optional;

/// How a model is to be run.
///
/// @param maxBatchTokens most tokens per step; activations are allocated for as many
/// @param cacheType how keys and values are kept
/// @param adapter a GGUF file with a low-rank adapter of the model, mapped as its weights are
public record ModelOptions(int maxBatchTokens, CacheType cacheType, Optional<Path> adapter) {
  /// Steps large enough for matrix products to reach their full speed, small enough that a step of
  /// a large model does not keep other sequences waiting long; half-precision keys and values.
  public static final ModelOptions DEFAULT = new ModelOptions(512, CacheType.F16);

  public ModelOptions {
    if (maxBatchTokens < 1) {
      throw new IllegalArgumentException("a step takes at least one token");
    }
  }

  /// Without an adapter.
  public ModelOptions(int maxBatchTokens, CacheType cacheType) {
    this(maxBatchTokens, cacheType, Optional.empty());
  }

  /// The same with steps of that size.
  public ModelOptions withMaxBatchTokens(int tokens) {
    return new ModelOptions(tokens, cacheType, adapter);
  }

  /// The same with that cache.
  public ModelOptions withCacheType(CacheType type) {
    return new ModelOptions(maxBatchTokens, type, adapter);
  }

  /// The same with the adapter in that file.
  public ModelOptions withAdapter(Path file) {
    return new ModelOptions(maxBatchTokens, cacheType, Optional.of(file));
  }
}
