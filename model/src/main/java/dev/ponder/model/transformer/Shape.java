package dev.ponder.model.transformer;

import dev.ponder.model.gguf.Metadata;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The hyper-parameters that all architectures share.
///
/// @param hidden width of the residual stream
/// @param heads of each layer
/// @param feedForward inner width of each layer's feed-forward network
/// @param contextLength most positions the model was trained for
/// @param epsilon of the root mean square norms
record Shape(
    int hidden, List<Heads> heads, List<Integer> feedForward, int contextLength, float epsilon) {
  Shape {
    heads = List.copyOf(heads);
    feedForward = List.copyOf(feedForward);
  }

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
    int layers = metadata.requiredInt(prefix + "block_count", 1, MOST_LAYERS);
    int hidden = metadata.requiredInt(prefix + "embedding_length", 1, MOST_HIDDEN);
    int[] feedForward = feedForward(metadata, prefix, layers);
    return new Shape(
        hidden,
        heads(metadata, prefix, layers, hidden),
        Arrays.stream(feedForward).boxed().toList(),
        metadata.requiredInt(prefix + "context_length", 2, Integer.MAX_VALUE),
        epsilon(metadata, prefix));
  }

  private static List<Heads> heads(Metadata metadata, String prefix, int layers, int hidden) {
    int[] queries = metadata.requiredPerLayer(prefix + "attention.head_count", layers, MOST_HEADS);
    String key = prefix + "attention.head_count_kv";
    int[] keys = metadata.perLayer(key, layers, 1, MOST_HEADS).orElse(queries);
    int width = headWidth(metadata, prefix, hidden, queries[0]);
    List<Heads> heads = new ArrayList<>(layers);
    for (int i = 0; i < layers; i++) {
      if (queries[i] % keys[i] != 0) {
        throw metadata.unfit(
            key, "is %d, which does not divide %d heads".formatted(keys[i], queries[i]));
      }
      heads.add(new Heads(queries[i], keys[i], width));
    }
    return heads;
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

  /// A mixture of experts without other networks may leave it to the experts' width.
  private static int[] feedForward(Metadata metadata, String prefix, int layers) {
    String experts = prefix + "expert_feed_forward_length";
    String key = prefix + "feed_forward_length";
    return metadata.values().containsKey(key) || !metadata.values().containsKey(experts)
        ? metadata.requiredPerLayer(key, layers, MOST_FEED_FORWARD)
        : metadata.requiredPerLayer(experts, layers, MOST_FEED_FORWARD);
  }

  private static float epsilon(Metadata metadata, String prefix) {
    String key = prefix + "attention.layer_norm_rms_epsilon";
    double epsilon = metadata.requiredReal(key);
    if (epsilon < 0 || epsilon > 1) {
      throw metadata.unfit(key, "is " + epsilon + ", not between 0 and 1");
    }
    return (float) epsilon;
  }

  int layers() {
    return heads.size();
  }

  /// The width of a head in every layer.
  int headWidth() {
    return heads.getFirst().width();
  }

  /// Most query heads that share a key head.
  int largestGroup() {
    return heads.stream().mapToInt(Heads::group).max().orElseThrow();
  }

  /// The widest feed-forward network.
  int largestFeedForward() {
    return feedForward.stream().mapToInt(Integer::intValue).max().orElseThrow();
  }
}
