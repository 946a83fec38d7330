package dev.ponder.model;

import java.util.Collections;
import java.util.List;

/// The sizes of a model that its users need to know.
///
/// @param architecture GGUF's name for it, such as `qwen3`
/// @param vocabulary number of logits per position
/// @param contextLength most positions the model was trained for
/// @param layers what each transformer block keeps in the cache
public record ModelConfig(
    String architecture, int vocabulary, int contextLength, List<LayerCache> layers) {
  public ModelConfig {
    layers = List.copyOf(layers);
  }

  /// What one layer keeps of a position, and for how long.
  ///
  /// @param kvWidth floats that one position's keys take, padding included; its values take the
  ///   same
  /// @param window most keys that a query sees, its own position's among them; 0 for all. So a
  ///   query at position `p` reads no position below `p - window + 1`, and what lies there may be
  ///   dropped
  public record LayerCache(int kvWidth, int window) {
    public LayerCache {
      if (kvWidth < 1 || window < 0) {
        throw new IllegalArgumentException("an impossible layer");
      }
    }
  }

  /// A model whose layers all keep the same of every position.
  public static ModelConfig uniform(
      String architecture, int vocabulary, int contextLength, int layers, int kvWidth) {
    return new ModelConfig(
        architecture,
        vocabulary,
        contextLength,
        Collections.nCopies(layers, new LayerCache(kvWidth, 0)));
  }
}
