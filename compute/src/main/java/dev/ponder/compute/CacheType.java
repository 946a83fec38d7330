package dev.ponder.compute;

/// How the cache holds keys and values. Whatever the type, they are rounded to it when they are
/// written and read from it ever after, by the step that wrote them too: so how a prompt was cut
/// into steps, or which part of it was cached already, does not show.
public enum CacheType {
  /// Single precision, as computed; for comparison.
  F32(Float.BYTES),

  /// Half precision. What lies beyond its range, ±65,504, becomes the end of the range.
  F16(Short.BYTES),

  /// A signed byte for each element, and a half-precision scale for every 32 elements of a head at
  /// one position.
  Q8_0(Byte.BYTES);

  /// Elements that share a scale.
  static final int GROUP = 32;

  private final int elementBytes;

  CacheType(int elementBytes) {
    this.elementBytes = elementBytes;
  }

  /// Bytes of an element, its share of a scale not counted.
  int elementBytes() {
    return elementBytes;
  }

  /// Bytes of one scale; 0 where there is none.
  int scaleBytes() {
    return this == Q8_0 ? Short.BYTES : 0;
  }
}
