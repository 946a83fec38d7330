package dev.ponder.model;

import dev.ponder.compute.AttentionKernel;
import java.util.List;

/// Room for the keys and values of [#POSITIONS] consecutive positions in every layer.
///
/// The engine decides which sequence a block belongs to; only the model looks inside. In each array
/// the heads follow each other, `POSITIONS * stride` floats apart, in the order that
/// [AttentionKernel] reads: keys `[stride, POSITIONS]`, values `[POSITIONS, stride]`, `stride`
/// being the head's width, padded.
///
/// @param keys one array per layer, of `POSITIONS * kvWidth` floats, `kvWidth` being the layer's
/// @param values one array per layer, likewise
public record KvBlock(List<float[]> keys, List<float[]> values) {

  /// Positions per block. Small enough that a shared prefix wastes little, large enough that
  /// attention runs over contiguous rows.
  public static final int POSITIONS = AttentionKernel.KEYS;

  /// A zeroed block for that model.
  public static KvBlock of(ModelConfig config) {
    return new KvBlock(arrays(config), arrays(config));
  }

  /// Bytes that a block of that model takes.
  public static long bytes(ModelConfig config) {
    long width = config.layers().stream().mapToLong(ModelConfig.LayerCache::kvWidth).sum();
    return 2L * Float.BYTES * POSITIONS * width;
  }

  private static List<float[]> arrays(ModelConfig config) {
    return config.layers().stream().map(layer -> new float[POSITIONS * layer.kvWidth()]).toList();
  }
}
