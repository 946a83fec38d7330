package dev.ponder.compute;

import static dev.ponder.compute.Lanes.COUNT;
import static dev.ponder.compute.Lanes.FLOATS;
import static dev.ponder.compute.Lanes.INTS;
import static dev.ponder.compute.Lanes.MEMORY;
import static dev.ponder.compute.Lanes.ORDER;
import static dev.ponder.compute.Lanes.SHORTS;
import static dev.ponder.compute.Lanes.VECTOR;
import static dev.ponder.compute.Tile.ROWS;
import static dev.ponder.compute.Tile.TOKENS;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;

/// Brings weights and activations into the interleaved form that [Tile] reads, the columns filled
/// up with zeros to a multiple of the vector's length.
final class Panel {
  private static final ScalarKernels SCALAR = new ScalarKernels();

  private Panel() {}

  /// Steps of `COUNT` columns.
  static int steps(int columns) {
    return Math.ceilDiv(columns, COUNT);
  }

  /// Copies `count` tokens to `[steps, TOKENS, COUNT]`; the places of missing tokens keep what they
  /// had, since nobody reads their sums.
  static void interleaveTokens(
      float[] input, int inputOffset, int count, int columns, long output) {
    int whole = columns - columns % COUNT;
    for (int t = 0; t < count; t++) {
      int from = inputOffset + t * columns;
      long to = output + t * VECTOR;
      for (int c = 0; c < whole; c += COUNT) {
        FloatVector.fromArray(FLOATS, input, from + c)
            .intoMemorySegment(MEMORY, to + 4L * c * TOKENS, ORDER);
      }
      if (whole < columns) {
        rest(input, from + whole, columns - whole)
            .intoMemorySegment(MEMORY, to + 4L * whole * TOKENS, ORDER);
      }
    }
  }

  /// Copies one token, filled up with zeros to a whole number of vectors.
  static void copyToken(float[] input, int inputOffset, int columns, long output) {
    int whole = columns - columns % COUNT;
    for (int c = 0; c < whole; c += COUNT) {
      FloatVector.fromArray(FLOATS, input, inputOffset + c)
          .intoMemorySegment(MEMORY, output + 4L * c, ORDER);
    }
    if (whole < columns) {
      rest(input, inputOffset + whole, columns - whole)
          .intoMemorySegment(MEMORY, output + 4L * whole, ORDER);
    }
  }

  private static FloatVector rest(float[] input, int offset, int count) {
    float[] rest = Arrays.copyOf(Arrays.copyOfRange(input, offset, offset + count), COUNT);
    return FloatVector.fromArray(FLOATS, rest, 0);
  }

  /// Dequantises `count` rows from `row` on to `[steps, ROWS, COUNT]`.
  ///
  /// @param chunk address of room for a [Chunk]
  static void dequantize(Matrix matrix, int row, int count, long chunk, long panel) {
    for (int r = 0; r < count; r++) {
      long at = matrix.data().address() + (row + r) * matrix.rowBytes();
      long to = panel + r * VECTOR;
      int columns = matrix.columns();
      if (matrix.format().blockElements() > 1) {
        ChunkPanel.dequantize(matrix.format(), at, columns, chunk, to);
      } else if (columns % COUNT == 0) {
        byVectors(matrix.format(), at, columns, to);
      } else {
        byElements(matrix, row + r, to);
      }
    }
  }

  private static void byElements(Matrix matrix, int row, long panel) {
    int columns = matrix.columns();
    float[] floats = new float[steps(columns) * COUNT];
    SCALAR.dequantizeRow(matrix, row, floats, 0);
    for (int c = 0; c < floats.length; c += COUNT) {
      FloatVector.fromArray(FLOATS, floats, c)
          .intoMemorySegment(MEMORY, panel + 4L * c * ROWS, ORDER);
    }
  }

  private static void byVectors(Format format, long at, int columns, long panel) {
    switch (format) {
      case F32 -> f32(at, columns, panel);
      case F16 -> f16(at, columns, panel);
      case BF16 -> bf16(at, columns, panel);
      case Q4_0, Q4_1, Q5_0, Q5_1, Q8_0, Q2_K, Q3_K, Q4_K, Q5_K, Q6_K, IQ4_NL, IQ4_XS, MXFP4 ->
          throw new IllegalArgumentException(format + " comes in blocks");
    }
  }

  private static void f32(long at, int columns, long panel) {
    for (int c = 0; c < columns; c += COUNT) {
      FloatVector.fromMemorySegment(FLOATS, MEMORY, at + 4L * c, ORDER)
          .intoMemorySegment(MEMORY, panel + 4L * c * ROWS, ORDER);
    }
  }

  /// As in [RowQuad].
  private static void f16(long at, int columns, long panel) {
    for (int c = 0; c < columns; c += COUNT) {
      ShortVector halves = ShortVector.fromMemorySegment(SHORTS, MEMORY, at + 2L * c, ORDER);
      IntVector bits = (IntVector) halves.castShape(INTS, 0);
      bits.lanewise(VectorOperators.LSHL, 13)
          .and(RowQuad.HALF)
          .reinterpretAsFloats()
          .mul(0x1p112f)
          .intoMemorySegment(MEMORY, panel + 4L * c * ROWS, ORDER);
    }
  }

  private static void bf16(long at, int columns, long panel) {
    for (int c = 0; c < columns; c += COUNT) {
      ShortVector halves = ShortVector.fromMemorySegment(SHORTS, MEMORY, at + 2L * c, ORDER);
      ((IntVector) halves.castShape(INTS, 0))
          .lanewise(VectorOperators.LSHL, 16)
          .reinterpretAsFloats()
          .intoMemorySegment(MEMORY, panel + 4L * c * ROWS, ORDER);
    }
  }
}
