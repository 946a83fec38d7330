package dev.ponder.model.transformer;

import dev.ponder.model.gguf.Metadata;

/// The hyper-parameters that all architectures share.
///
/// @param hidden width of the residual stream
/// @param heads query heads
/// @param kvHeads key and value heads; each serves `heads / kvHeads` query heads
/// @param headWidth elements of one head; `heads * headWidth` may differ from `hidden`
/// @param feedForward inner width of the feed-forward network
/// @param contextLength most positions the model was trained for
/// @param epsilon of the root mean square norms
record Shape(
    int layers,
    int hidden,
    int heads,
    int kvHeads,
    int headWidth,
    int feedForward,
    int contextLength,
    float epsilon) {

  // Far above any published model, low enough that products of two fit an int.
  private static final int MOST_LAYERS = 1_000;
  private static final int MOST_HIDDEN = 1 << 16;
  private static final int MOST_HEADS = 1 << 10;
  private static final int MOST_HEAD_WIDTH = 1 << 10;
  private static final int MOST_FEED_FORWARD = 1 << 19;

  /// Reads and checks them.
  ///
  /// @throws dev.ponder.model.UnusableModelException when one is missing, absurd, or contradicts
  ///   another
  static Shape read(Metadata metadata, String architecture) {
    String prefix = architecture + ".";
    int hidden = metadata.requiredInt(prefix + "embedding_length", 1, MOST_HIDDEN);
    int heads = metadata.requiredInt(prefix + "attention.head_count", 1, MOST_HEADS);
    return new Shape(
        metadata.requiredInt(prefix + "block_count", 1, MOST_LAYERS),
        hidden,
        heads,
        kvHeads(metadata, prefix, heads),
        headWidth(metadata, prefix, hidden, heads),
        metadata.requiredInt(prefix + "feed_forward_length", 1, MOST_FEED_FORWARD),
        metadata.requiredInt(prefix + "context_length"),
        epsilon(metadata, prefix));
  }

  private static int kvHeads(Metadata metadata, String prefix, int heads) {
    String key = prefix + "attention.head_count_kv";
    int kvHeads = metadata.integer(key, 1, heads).orElse(heads);
    if (heads % kvHeads != 0) {
      throw metadata.unfit(key, "is %d, which does not divide %d heads".formatted(kvHeads, heads));
    }
    return kvHeads;
  }

  private static int headWidth(Metadata metadata, String prefix, int hidden, int heads) {
    String key = prefix + "attention.key_length";
    int width = metadata.integer(key, 1, MOST_HEAD_WIDTH).orElse(hidden / heads);
    if (width < 1 || width > MOST_HEAD_WIDTH) {
      throw metadata.unfit(
          key, "is missing, and %d heads do not share %d elements".formatted(heads, hidden));
    }
    String valueKey = prefix + "attention.value_length";
    int valueWidth = metadata.integer(valueKey, 1, MOST_HEAD_WIDTH).orElse(width);
    if (valueWidth != width) {
      throw metadata.unfit(
          valueKey,
          "is %d while keys have %d elements, which is not supported".formatted(valueWidth, width));
    }
    return width;
  }

  private static float epsilon(Metadata metadata, String prefix) {
    String key = prefix + "attention.layer_norm_rms_epsilon";
    double epsilon = metadata.requiredReal(key);
    if (epsilon < 0 || epsilon > 1) {
      throw metadata.unfit(key, "is " + epsilon + ", not between 0 and 1");
    }
    return (float) epsilon;
  }

  /// Width of all query heads.
  int queryWidth() {
    return heads * headWidth;
  }

  /// Width of all key heads, and of all value heads.
  int kvWidth() {
    return kvHeads * headWidth;
  }

  /// Query heads that share one key head.
  int headsPerKv() {
    return heads / kvHeads;
  }
}
