package dev.ponder.compute;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// Compares native kernels with the plain ones before they are used.
///
/// Activations are whole numbers, the largest of each block 127, so quantising them loses nothing
/// and the two may differ by the rounding of floats only. One row of each format, repeated, and one
/// tile of attention for each type of cache, are enough to notice a library that was built wrongly;
/// the tests go further.
final class NativeCheck {
  private static final int COLUMNS = 256;

  /// More than a panel, so that there is a whole one and a part of one.
  private static final int ROWS = 17;

  /// More than a tile.
  private static final int TOKENS = 7;

  /// No whole number of groups that share a scale.
  private static final int HEAD_WIDTH = 40;

  private static final int HEAD_BLOCKS = 2;

  /// More than are computed together.
  private static final int HEAD_ROWS = 9;

  private NativeCheck() {}

  /// @throws IllegalStateException when a product or what a query attends to is wrong
  static void check(NativeKernels kernels) {
    for (CacheType type : CacheType.values()) {
      check(kernels.attention(), type);
    }
    try (Workers workers = new Workers(1)) {
      for (Format format : Format.values()) {
        check(kernels, format, workers);
      }
    }
  }

  private static void check(Kernels kernels, Format format, Workers workers) {
    try (Arena arena = Arena.ofConfined()) {
      Matrix matrix = matrix(format, arena);
      float[] input = input();
      float[] output = new float[TOKENS * ROWS];
      kernels.multiply(List.of(matrix), input, TOKENS, List.of(output), workers);
      float[] weights = new float[COLUMNS];
      new ScalarKernels().dequantizeRow(matrix, 0, weights, 0);
      for (int token = 0; token < TOKENS; token++) {
        float first = output[token * ROWS];
        boolean right = isNear(first, weights, input, token);
        for (int row = 1; row < ROWS; row++) {
          right &= output[token * ROWS + row] == first;
        }
        if (!right) {
          throw new IllegalStateException(
              "they compute %s for token %d and a %s matrix".formatted(first, token, format));
        }
      }
    }
  }

  /// Values lie between -1 and 1, and a score is a sum of few products, so that sums differ by no
  /// more than a few roundings.
  private static void check(AttentionKernel kernel, CacheType type) {
    HeadLayout layout = new HeadLayout(type, HEAD_WIDTH);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment blocks = arena.allocate(HEAD_BLOCKS * layout.bytes());
      for (int position = 0; position < HEAD_BLOCKS * AttentionKernel.KEYS; position++) {
        long block = position / AttentionKernel.KEYS * layout.bytes();
        MemorySegment head = blocks.asSlice(block, layout.bytes());
        layout.storeKey(head, position % AttentionKernel.KEYS, element(position), 0);
        layout.storeValue(head, position % AttentionKernel.KEYS, element(position + 7), 0);
      }
      float[] expected = attended(new ScalarAttention(), layout, blocks);
      float[] actual = attended(kernel, layout, blocks);
      for (int i = 0; i < expected.length; i++) {
        if (!(Math.abs(actual[i] - expected[i]) <= 1e-5)) {
          throw new IllegalStateException(
              "a query attends to %s, not %s, in a %s cache"
                  .formatted(actual[i], expected[i], type));
        }
      }
    }
  }

  private static float[] element(int seed) {
    float[] element = new float[HEAD_WIDTH];
    for (int i = 0; i < HEAD_WIDTH; i++) {
      element[i] = (seed * 31 + i * 17) % 63 / 63f - 0.5f;
    }
    return element;
  }

  /// Each row sees one key more than the one before it.
  private static float[] attended(AttentionKernel kernel, HeadLayout layout, MemorySegment blocks) {
    AttentionTile tile = new AttentionTile(HEAD_ROWS, layout);
    tile.begin(HEAD_ROWS);
    for (int block = 0; block < HEAD_BLOCKS; block++) {
      tile.append(blocks, block * layout.bytes());
    }
    for (int row = 0; row < HEAD_ROWS; row++) {
      tile.query(row, element(3 * row), 0, 0.5f);
      tile.see(row, row, HEAD_BLOCKS * AttentionKernel.KEYS - HEAD_ROWS + row);
    }
    kernel.absorb(tile);
    tile.fold();
    float[] attended = new float[HEAD_ROWS * HEAD_WIDTH];
    for (int row = 0; row < HEAD_ROWS; row++) {
      tile.result(row, attended, row * HEAD_WIDTH);
    }
    return attended;
  }

  /// Rows that are all the same, so that one of them tells what all have to give. Bit 6 of each
  /// byte is cleared: as the upper byte of a half-precision scale it makes no infinity.
  private static Matrix matrix(Format format, Arena arena) {
    byte[] row = new byte[(int) format.bytes(COLUMNS)];
    int state = 1;
    for (int i = 0; i < row.length; i++) {
      state = state * 1_103_515_245 + 12_345;
      row[i] = (byte) (state >>> 16 & 0xbf);
    }
    MemorySegment data = arena.allocate((long) ROWS * row.length);
    for (int r = 0; r < ROWS; r++) {
      MemorySegment.copy(row, 0, data, ValueLayout.JAVA_BYTE, (long) r * row.length, row.length);
    }
    return new Matrix(format, ROWS, COLUMNS, data);
  }

  private static float[] input() {
    float[] input = new float[TOKENS * COLUMNS];
    for (int i = 0; i < input.length; i++) {
      input[i] = i % 32 == 5 ? -127 : i * 37 % 255 - 127;
    }
    return input;
  }

  /// The bound for sums of floats, see `docs/numerics.md`.
  private static boolean isNear(float actual, float[] weights, float[] input, int token) {
    double sum = 0;
    double size = 0;
    for (int c = 0; c < COLUMNS; c++) {
      double term = (double) weights[c] * input[token * COLUMNS + c];
      sum += term;
      size += Math.abs(term);
    }
    return Math.abs(actual - sum) <= COLUMNS * (double) Math.ulp(1f) * size;
  }
}
