package dev.ponder.compute;

import static dev.ponder.compute.Lanes.BYTES;
import static dev.ponder.compute.Lanes.COUNT;
import static dev.ponder.compute.Lanes.FLOATS;
import static dev.ponder.compute.Lanes.INTS;
import static dev.ponder.compute.Lanes.MEMORY;
import static dev.ponder.compute.Lanes.ORDER;
import static dev.ponder.compute.Lanes.SHORT;
import static dev.ponder.compute.Lanes.SHORTS;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;

/// Two rows of weights by one token, dequantised in registers: what generation spends its time in.
///
/// Two sums hide the latency of the additions, which for one sum would take longer than reading the
/// weights. The rows come from far apart: two streams within a page confuse the hardware prefetcher
/// (measured: 5 GB/s instead of 20).
///
/// The bodies repeat themselves on purpose. A helper method that returns a vector is inlined only
/// as long as it has not been compiled alone into more than 2,500 bytes (`InlineSmallCode`); after
/// that every vector is an object.
final class RowPair {
  private static final float[] NIBBLES = {-8, -7, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7};

  private RowPair() {}

  /// Whether there is a loop for rows of so many columns.
  static boolean covers(int columns) {
    return columns % COUNT == 0 && BYTES.length() == COUNT;
  }

  /// Sums over all columns; their lanes go to `sums[0 .. 2 * COUNT)` from `sumsOffset`.
  ///
  /// @param first address of one row
  /// @param second address of the other
  static void multiply(
      Format format, long first, long second, int columns, float[] x, float[] sums, int offset) {
    switch (format) {
      case F32 -> f32(first, second, columns, x, sums, offset);
      case F16 -> f16(first, second, columns, x, sums, offset);
      case BF16 -> bf16(first, second, columns, x, sums, offset);
      case Q8_0 -> q8(first, second, columns / 32, x, sums, offset);
      case Q4_0 -> {
        if (COUNT == 16) {
          q4ByTable(first, second, columns / 32, x, sums, offset);
        } else {
          q4(first, second, columns / 32, x, sums, offset);
        }
      }
    }
  }

  private static void f32(
      long first, long second, int columns, float[] x, float[] sums, int offset) {
    FloatVector a = FloatVector.zero(FLOATS);
    FloatVector b = FloatVector.zero(FLOATS);
    for (int c = 0; c < columns; c += COUNT) {
      FloatVector v = FloatVector.fromArray(FLOATS, x, c);
      a = FloatVector.fromMemorySegment(FLOATS, MEMORY, first + 4L * c, ORDER).fma(v, a);
      b = FloatVector.fromMemorySegment(FLOATS, MEMORY, second + 4L * c, ORDER).fma(v, b);
    }
    a.intoArray(sums, offset);
    b.intoArray(sums, offset + COUNT);
  }

  private static void bf16(
      long first, long second, int columns, float[] x, float[] sums, int offset) {
    FloatVector a = FloatVector.zero(FLOATS);
    FloatVector b = FloatVector.zero(FLOATS);
    for (int c = 0; c < columns; c += COUNT) {
      FloatVector v = FloatVector.fromArray(FLOATS, x, c);
      ShortVector s = ShortVector.fromMemorySegment(SHORTS, MEMORY, first + 2L * c, ORDER);
      IntVector i = (IntVector) s.castShape(INTS, 0);
      a = i.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats().fma(v, a);
      s = ShortVector.fromMemorySegment(SHORTS, MEMORY, second + 2L * c, ORDER);
      i = (IntVector) s.castShape(INTS, 0);
      b = i.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats().fma(v, b);
    }
    a.intoArray(sums, offset);
    b.intoArray(sums, offset + COUNT);
  }

  /// There is no vector operation from half precision yet, so: shift exponent and fraction into
  /// place and multiply by 2^112, the difference of the exponents' biases, which is exact for
  /// subnormal numbers as well.
  private static void f16(
      long first, long second, int columns, float[] x, float[] sums, int offset) {
    FloatVector a = FloatVector.zero(FLOATS);
    FloatVector b = FloatVector.zero(FLOATS);
    for (int c = 0; c < columns; c += COUNT) {
      FloatVector v = FloatVector.fromArray(FLOATS, x, c);
      ShortVector s = ShortVector.fromMemorySegment(SHORTS, MEMORY, first + 2L * c, ORDER);
      IntVector i = (IntVector) s.castShape(INTS, 0);
      IntVector magnitude = i.and(0x7fff).lanewise(VectorOperators.LSHL, 13);
      IntVector sign = i.and(0x8000).lanewise(VectorOperators.LSHL, 16);
      a = magnitude.or(sign).reinterpretAsFloats().mul(0x1p112f).fma(v, a);
      s = ShortVector.fromMemorySegment(SHORTS, MEMORY, second + 2L * c, ORDER);
      i = (IntVector) s.castShape(INTS, 0);
      magnitude = i.and(0x7fff).lanewise(VectorOperators.LSHL, 13);
      sign = i.and(0x8000).lanewise(VectorOperators.LSHL, 16);
      b = magnitude.or(sign).reinterpretAsFloats().mul(0x1p112f).fma(v, b);
    }
    a.intoArray(sums, offset);
    b.intoArray(sums, offset + COUNT);
  }

  private static void q8(long first, long second, int blocks, float[] x, float[] sums, int offset) {
    FloatVector a = FloatVector.zero(FLOATS);
    FloatVector b = FloatVector.zero(FLOATS);
    for (int block = 0; block < blocks; block++) {
      long p = first + 34L * block;
      long q = second + 34L * block;
      float scaleP = Float.float16ToFloat(MEMORY.get(SHORT, p));
      float scaleQ = Float.float16ToFloat(MEMORY.get(SHORT, q));
      for (int i = 0; i < 32; i += COUNT) {
        FloatVector v = FloatVector.fromArray(FLOATS, x, 32 * block + i);
        ByteVector bytes = ByteVector.fromMemorySegment(BYTES, MEMORY, p + 2 + i, ORDER);
        a = ((FloatVector) bytes.castShape(FLOATS, 0)).mul(scaleP).fma(v, a);
        bytes = ByteVector.fromMemorySegment(BYTES, MEMORY, q + 2 + i, ORDER);
        b = ((FloatVector) bytes.castShape(FLOATS, 0)).mul(scaleQ).fma(v, b);
      }
    }
    a.intoArray(sums, offset);
    b.intoArray(sums, offset + COUNT);
  }

  private static void q4(long first, long second, int blocks, float[] x, float[] sums, int offset) {
    FloatVector a = FloatVector.zero(FLOATS);
    FloatVector b = FloatVector.zero(FLOATS);
    for (int block = 0; block < blocks; block++) {
      long p = first + 18L * block;
      long q = second + 18L * block;
      float scaleP = Float.float16ToFloat(MEMORY.get(SHORT, p));
      float scaleQ = Float.float16ToFloat(MEMORY.get(SHORT, q));
      for (int i = 0; i < 32; i += COUNT) {
        FloatVector v = FloatVector.fromArray(FLOATS, x, 32 * block + i);
        int at = 2 + (i & 15);
        int shift = i >> 4 << 2;
        ByteVector bytes = ByteVector.fromMemorySegment(BYTES, MEMORY, p + at, ORDER);
        IntVector nibbles = (IntVector) bytes.castShape(INTS, 0);
        nibbles = nibbles.lanewise(VectorOperators.LSHR, shift).and(15).sub(8);
        a = ((FloatVector) nibbles.castShape(FLOATS, 0)).mul(scaleP).fma(v, a);
        bytes = ByteVector.fromMemorySegment(BYTES, MEMORY, q + at, ORDER);
        nibbles = (IntVector) bytes.castShape(INTS, 0);
        nibbles = nibbles.lanewise(VectorOperators.LSHR, shift).and(15).sub(8);
        b = ((FloatVector) nibbles.castShape(FLOATS, 0)).mul(scaleQ).fma(v, b);
      }
    }
    a.intoArray(sums, offset);
    b.intoArray(sums, offset + COUNT);
  }

  /// With 16 lanes a vector holds all 16 values that a nibble of the block can stand for, and one
  /// permutation looks them up; it ignores all but the low four bits of each index.
  private static void q4ByTable(
      long first, long second, int blocks, float[] x, float[] sums, int offset) {
    FloatVector a = FloatVector.zero(FLOATS);
    FloatVector b = FloatVector.zero(FLOATS);
    FloatVector values = FloatVector.fromArray(FLOATS, NIBBLES, 0);
    for (int block = 0; block < blocks; block++) {
      long p = first + 18L * block;
      long q = second + 18L * block;
      FloatVector v = FloatVector.fromArray(FLOATS, x, 32 * block);
      FloatVector w = FloatVector.fromArray(FLOATS, x, 32 * block + 16);
      float scale = Float.float16ToFloat(MEMORY.get(SHORT, p));
      IntVector table = values.mul(scale).reinterpretAsInts();
      ByteVector bytes = ByteVector.fromMemorySegment(BYTES, MEMORY, p + 2, ORDER);
      IntVector pairs = (IntVector) bytes.castShape(INTS, 0);
      a = pairs.selectFrom(table).reinterpretAsFloats().fma(v, a);
      pairs = pairs.lanewise(VectorOperators.LSHR, 4);
      a = pairs.selectFrom(table).reinterpretAsFloats().fma(w, a);
      scale = Float.float16ToFloat(MEMORY.get(SHORT, q));
      table = values.mul(scale).reinterpretAsInts();
      bytes = ByteVector.fromMemorySegment(BYTES, MEMORY, q + 2, ORDER);
      pairs = (IntVector) bytes.castShape(INTS, 0);
      b = pairs.selectFrom(table).reinterpretAsFloats().fma(v, b);
      pairs = pairs.lanewise(VectorOperators.LSHR, 4);
      b = pairs.selectFrom(table).reinterpretAsFloats().fma(w, b);
    }
    a.intoArray(sums, offset);
    b.intoArray(sums, offset + COUNT);
  }
}
