package dev.ponder.compute;

/// How the elements of a row are stored: GGML block formats.
///
/// A row is a whole number of blocks of [#blockElements] elements in [#blockBytes] bytes each,
/// little-endian. In `Q8_0` a block is an F16 scale and 32 signed bytes, element = scale x byte. In
/// `Q4_0` it is an F16 scale and 16 bytes: byte `i` holds element `i` in its low and element `i +
/// 16` in its high nibble, element = scale x (nibble - 8).
public enum Format {
  F32(1, 4),
  F16(1, 2),
  BF16(1, 2),
  Q8_0(32, 34),
  Q4_0(32, 18);

  private final int blockElements;
  private final int blockBytes;

  Format(int blockElements, int blockBytes) {
    this.blockElements = blockElements;
    this.blockBytes = blockBytes;
  }

  public int blockElements() {
    return blockElements;
  }

  public int blockBytes() {
    return blockBytes;
  }

  /// Bytes of that many elements.
  ///
  /// @throws IllegalArgumentException when they do not fill whole blocks
  /// @throws ArithmeticException when the size exceeds a long
  public long bytes(long elements) {
    if (elements % blockElements != 0) {
      throw new IllegalArgumentException(
          elements + " elements do not fill whole blocks of " + blockElements);
    }
    return Math.multiplyExact(elements / blockElements, (long) blockBytes);
  }
}
