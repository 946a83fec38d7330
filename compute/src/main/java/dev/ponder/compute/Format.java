package dev.ponder.compute;

/// How the elements of a row are stored: GGML block formats.
///
/// A row is a whole number of blocks of [#blockElements] elements in [#blockBytes] bytes each,
/// little-endian. `docs/weights.md` has the layout of each; [Blocks] and [SuperBlocks] decode them
/// plainly.
public enum Format {
  F32(1, 4),
  F16(1, 2),
  BF16(1, 2),
  Q4_0(32, 18),
  Q4_1(32, 20),
  Q5_0(32, 22),
  Q5_1(32, 24),
  Q8_0(32, 34),
  Q2_K(256, 84),
  Q3_K(256, 110),
  Q4_K(256, 144),
  Q5_K(256, 176),
  Q6_K(256, 210),
  IQ4_NL(32, 18),
  IQ4_XS(256, 136),
  MXFP4(32, 17);

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
