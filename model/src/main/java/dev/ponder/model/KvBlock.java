package dev.ponder.model;

import dev.ponder.compute.AttentionKernel;
import java.util.List;
import java.util.stream.Stream;

/// Room for the keys and values of [#POSITIONS] consecutive positions in every layer.
///
/// The engine decides which sequence a block belongs to; only the model looks inside. In each array
/// the heads follow each other, `POSITIONS * stride` floats apart, in the order that
/// [AttentionKernel] reads: keys `[stride, POSITIONS]`, values `[POSITIONS, stride]`, `stride`
/// being the head's width, padded.
///
/// @param keys one array per layer, of `POSITIONS * kvWidth` floats
/// @param values one array per layer, of `POSITIONS * kvWidth` floats
public record KvBlock(List<float[]> keys, List<float[]> values) {

  /// Positions per block. Small enough that a shared prefix wastes little, large enough that
  /// attention runs over contiguous rows.
  public static final int POSITIONS = AttentionKernel.KEYS;

  /// A zeroed block for that model.
  public static KvBlock of(ModelConfig config) {
    int size = POSITIONS * config.kvWidth();
    return new KvBlock(arrays(config.layers(), size), arrays(config.layers(), size));
  }

  /// Bytes that a block of that model takes.
  public static long bytes(ModelConfig config) {
    return 2L * Float.BYTES * POSITIONS * config.kvWidth() * config.layers();
  }

  private static List<float[]> arrays(int count, int size) {
    return Stream.generate(() -> new float[size]).limit(count).toList();
  }
}
