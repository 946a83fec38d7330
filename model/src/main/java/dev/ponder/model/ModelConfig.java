package dev.ponder.model;

import dev.ponder.compute.CacheType;
import dev.ponder.compute.HeadLayout;
import java.util.Collections;
import java.util.List;

/// The sizes of a model that its users need to know.
///
/// @param architecture GGUF's name for it, such as `qwen3`
/// @param vocabulary number of logits per position
/// @param contextLength most positions the model was trained for
/// @param cacheType how it keeps keys and values
/// @param layers what each transformer block keeps in the cache
public record ModelConfig(
    String architecture,
    int vocabulary,
    int contextLength,
    CacheType cacheType,
    List<LayerCache> layers) {
  public ModelConfig {
    layers = List.copyOf(layers);
  }

  /// What one layer keeps of a position, and for how long.
  ///
  /// @param heads key heads, and as many value heads
  /// @param headWidth elements of a key and of a value
  /// @param window most keys that a query sees, its own position's among them; 0 for all. So a
  ///   query at position `p` reads no position below `p - window + 1`, and what lies there may be
  ///   dropped
  public record LayerCache(int heads, int headWidth, int window) {
    public LayerCache {
      if (heads < 1 || headWidth < 1 || window < 0) {
        throw new IllegalArgumentException("an impossible layer");
      }
    }

    /// Which blocks hold it.
    public KvSpan span() {
      return window == 0 ? KvSpan.WHOLE : KvSpan.WINDOW;
    }
  }

  /// A model whose layers all keep the same of every position, as computed: one head of that width.
  public static ModelConfig uniform(
      String architecture, int vocabulary, int contextLength, int layers, int headWidth) {
    return new ModelConfig(
        architecture,
        vocabulary,
        contextLength,
        CacheType.F32,
        Collections.nCopies(layers, new LayerCache(1, headWidth, 0)));
  }

  /// The same model with another cache.
  public ModelConfig withCacheType(CacheType type) {
    return new ModelConfig(architecture, vocabulary, contextLength, type, layers);
  }

  /// The widest window of any layer; 0 when all layers see everything. Layers with a window share
  /// their blocks, so this one says how long those are kept.
  public int window() {
    return layers.stream().mapToInt(LayerCache::window).max().orElse(0);
  }

  /// How a head of that layer lies in a block.
  public HeadLayout headLayout(int layer) {
    return new HeadLayout(cacheType, layers.get(layer).headWidth());
  }

  /// Bytes of a block of that span; 0 when no layer has it.
  public long blockBytes(KvSpan span) {
    long bytes = 0;
    for (int layer = 0; layer < layers.size(); layer++) {
      if (layers.get(layer).span() == span) {
        bytes += layers.get(layer).heads() * headLayout(layer).bytes();
      }
    }
    return bytes;
  }
}
