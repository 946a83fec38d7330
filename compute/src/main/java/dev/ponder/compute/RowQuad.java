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

/// Four rows of weights by one token, dequantised in registers: what generation spends its time in.
///
/// Four sums hide the latency of the additions, which for one sum, or two, would take longer than
/// reading the weights. The rows come from far apart: streams within a page confuse the hardware
/// prefetcher (measured: 5 GB/s instead of 20).
///
/// The bodies repeat themselves on purpose. A helper method that returns a vector is inlined only
/// as long as it has not been compiled alone into more than 2,500 bytes (`InlineSmallCode`); after
/// that every vector is an object.
final class RowQuad {
  /// What remains of a half that was widened with its sign and shifted to where a float has its
  /// exponent: sign, exponent and fraction.
  static final int HALF = 0x8fffe000;

  /// Rows at once.
  static final int ROWS = 4;

  private static final float[] NIBBLES = {-8, -7, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7};

  private RowQuad() {}

  /// Whether there is a loop for rows of that format; others go through [ChunkQuad].
  static boolean covers(Format format) {
    return switch (format) {
      case F32, F16, BF16 -> true;
      case Q8_0 -> BYTES.length() == COUNT;
      case Q4_0 -> COUNT == 16;
      case Q4_1, Q5_0, Q5_1, Q2_K, Q3_K, Q4_K, Q5_K, Q6_K, IQ4_NL, IQ4_XS, MXFP4 -> false;
    };
  }

  /// Sums over all columns; their lanes go to `sums[0 .. ROWS * COUNT)` from `offset`.
  ///
  /// @param rows addresses of the rows
  /// @param columns a multiple of `COUNT`
  /// @param x address of the activations
  static void multiply(Format format, long[] rows, int columns, long x, float[] sums, int offset) {
    switch (format) {
      case F32 -> f32(rows, columns, x, sums, offset);
      case F16 -> f16(rows, columns, x, sums, offset);
      case BF16 -> bf16(rows, columns, x, sums, offset);
      case Q8_0 -> q8(rows, columns, x, sums, offset);
      case Q4_0 -> q4(rows, columns, x, sums, offset);
      case Q4_1, Q5_0, Q5_1, Q2_K, Q3_K, Q4_K, Q5_K, Q6_K, IQ4_NL, IQ4_XS, MXFP4 ->
          throw new IllegalArgumentException("there is no loop for " + format);
    }
  }

  private static void f32(long[] rows, int columns, long x, float[] sums, int offset) {
    long first = rows[0];
    long second = rows[1];
    long third = rows[2];
    long fourth = rows[3];
    FloatVector a = FloatVector.zero(FLOATS);
    FloatVector b = FloatVector.zero(FLOATS);
    FloatVector c = FloatVector.zero(FLOATS);
    FloatVector d = FloatVector.zero(FLOATS);
    for (int at = 0; at < columns; at += COUNT) {
      FloatVector v = FloatVector.fromMemorySegment(FLOATS, MEMORY, x + 4L * at, ORDER);
      a = FloatVector.fromMemorySegment(FLOATS, MEMORY, first, ORDER).fma(v, a);
      b = FloatVector.fromMemorySegment(FLOATS, MEMORY, second, ORDER).fma(v, b);
      c = FloatVector.fromMemorySegment(FLOATS, MEMORY, third, ORDER).fma(v, c);
      d = FloatVector.fromMemorySegment(FLOATS, MEMORY, fourth, ORDER).fma(v, d);
      first += 4L * COUNT;
      second += 4L * COUNT;
      third += 4L * COUNT;
      fourth += 4L * COUNT;
    }
    a.intoArray(sums, offset);
    b.intoArray(sums, offset + COUNT);
    c.intoArray(sums, offset + 2 * COUNT);
    d.intoArray(sums, offset + 3 * COUNT);
  }

  private static void bf16(long[] rows, int columns, long x, float[] sums, int offset) {
    long first = rows[0];
    long second = rows[1];
    long third = rows[2];
    long fourth = rows[3];
    FloatVector a = FloatVector.zero(FLOATS);
    FloatVector b = FloatVector.zero(FLOATS);
    FloatVector c = FloatVector.zero(FLOATS);
    FloatVector d = FloatVector.zero(FLOATS);
    for (int at = 0; at < columns; at += COUNT) {
      FloatVector v = FloatVector.fromMemorySegment(FLOATS, MEMORY, x + 4L * at, ORDER);
      ShortVector s = ShortVector.fromMemorySegment(SHORTS, MEMORY, first, ORDER);
      IntVector i = (IntVector) s.castShape(INTS, 0);
      a = i.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats().fma(v, a);
      s = ShortVector.fromMemorySegment(SHORTS, MEMORY, second, ORDER);
      i = (IntVector) s.castShape(INTS, 0);
      b = i.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats().fma(v, b);
      s = ShortVector.fromMemorySegment(SHORTS, MEMORY, third, ORDER);
      i = (IntVector) s.castShape(INTS, 0);
      c = i.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats().fma(v, c);
      s = ShortVector.fromMemorySegment(SHORTS, MEMORY, fourth, ORDER);
      i = (IntVector) s.castShape(INTS, 0);
      d = i.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats().fma(v, d);
      first += 2L * COUNT;
      second += 2L * COUNT;
      third += 2L * COUNT;
      fourth += 2L * COUNT;
    }
    a.intoArray(sums, offset);
    b.intoArray(sums, offset + COUNT);
    c.intoArray(sums, offset + 2 * COUNT);
    d.intoArray(sums, offset + 3 * COUNT);
  }

  /// There is no vector operation from half precision yet, so: shift exponent and fraction into
  /// place, keep the sign, of which widening has left a copy where it belongs, and multiply by
  /// 2^112, the difference of the exponents' biases, which is exact for subnormal numbers as well.
  private static void f16(long[] rows, int columns, long x, float[] sums, int offset) {
    long first = rows[0];
    long second = rows[1];
    long third = rows[2];
    long fourth = rows[3];
    FloatVector a = FloatVector.zero(FLOATS);
    FloatVector b = FloatVector.zero(FLOATS);
    FloatVector c = FloatVector.zero(FLOATS);
    FloatVector d = FloatVector.zero(FLOATS);
    for (int at = 0; at < columns; at += COUNT) {
      FloatVector v = FloatVector.fromMemorySegment(FLOATS, MEMORY, x + 4L * at, ORDER);
      ShortVector s = ShortVector.fromMemorySegment(SHORTS, MEMORY, first, ORDER);
      IntVector i = (IntVector) s.castShape(INTS, 0);
      i = i.lanewise(VectorOperators.LSHL, 13).and(HALF);
      a = i.reinterpretAsFloats().mul(0x1p112f).fma(v, a);
      s = ShortVector.fromMemorySegment(SHORTS, MEMORY, second, ORDER);
      i = (IntVector) s.castShape(INTS, 0);
      i = i.lanewise(VectorOperators.LSHL, 13).and(HALF);
      b = i.reinterpretAsFloats().mul(0x1p112f).fma(v, b);
      s = ShortVector.fromMemorySegment(SHORTS, MEMORY, third, ORDER);
      i = (IntVector) s.castShape(INTS, 0);
      i = i.lanewise(VectorOperators.LSHL, 13).and(HALF);
      c = i.reinterpretAsFloats().mul(0x1p112f).fma(v, c);
      s = ShortVector.fromMemorySegment(SHORTS, MEMORY, fourth, ORDER);
      i = (IntVector) s.castShape(INTS, 0);
      i = i.lanewise(VectorOperators.LSHL, 13).and(HALF);
      d = i.reinterpretAsFloats().mul(0x1p112f).fma(v, d);
      first += 2L * COUNT;
      second += 2L * COUNT;
      third += 2L * COUNT;
      fourth += 2L * COUNT;
    }
    a.intoArray(sums, offset);
    b.intoArray(sums, offset + COUNT);
    c.intoArray(sums, offset + 2 * COUNT);
    d.intoArray(sums, offset + 3 * COUNT);
  }

  private static void q8(long[] rows, int columns, long x, float[] sums, int offset) {
    long first = rows[0];
    long second = rows[1];
    long third = rows[2];
    long fourth = rows[3];
    FloatVector a = FloatVector.zero(FLOATS);
    FloatVector b = FloatVector.zero(FLOATS);
    FloatVector c = FloatVector.zero(FLOATS);
    FloatVector d = FloatVector.zero(FLOATS);
    for (int start = 0; start < columns; start += 32) {
      float scaleA = Float.float16ToFloat(MEMORY.get(SHORT, first));
      float scaleB = Float.float16ToFloat(MEMORY.get(SHORT, second));
      float scaleC = Float.float16ToFloat(MEMORY.get(SHORT, third));
      float scaleD = Float.float16ToFloat(MEMORY.get(SHORT, fourth));
      for (int i = 0; i < 32; i += COUNT) {
        FloatVector v = FloatVector.fromMemorySegment(FLOATS, MEMORY, x + 4L * (start + i), ORDER);
        ByteVector bytes = ByteVector.fromMemorySegment(BYTES, MEMORY, first + 2 + i, ORDER);
        a = ((FloatVector) bytes.castShape(FLOATS, 0)).mul(scaleA).fma(v, a);
        bytes = ByteVector.fromMemorySegment(BYTES, MEMORY, second + 2 + i, ORDER);
        b = ((FloatVector) bytes.castShape(FLOATS, 0)).mul(scaleB).fma(v, b);
        bytes = ByteVector.fromMemorySegment(BYTES, MEMORY, third + 2 + i, ORDER);
        c = ((FloatVector) bytes.castShape(FLOATS, 0)).mul(scaleC).fma(v, c);
        bytes = ByteVector.fromMemorySegment(BYTES, MEMORY, fourth + 2 + i, ORDER);
        d = ((FloatVector) bytes.castShape(FLOATS, 0)).mul(scaleD).fma(v, d);
      }
      first += 34;
      second += 34;
      third += 34;
      fourth += 34;
    }
    a.intoArray(sums, offset);
    b.intoArray(sums, offset + COUNT);
    c.intoArray(sums, offset + 2 * COUNT);
    d.intoArray(sums, offset + 3 * COUNT);
  }

  /// With 16 lanes a vector holds all 16 values that a nibble of the block can stand for, and one
  /// permutation looks them up; it ignores all but the low four bits of each index.
  private static void q4(long[] rows, int columns, long x, float[] sums, int offset) {
    long first = rows[0];
    long second = rows[1];
    long third = rows[2];
    long fourth = rows[3];
    FloatVector a = FloatVector.zero(FLOATS);
    FloatVector b = FloatVector.zero(FLOATS);
    FloatVector c = FloatVector.zero(FLOATS);
    FloatVector d = FloatVector.zero(FLOATS);
    FloatVector values = FloatVector.fromArray(FLOATS, NIBBLES, 0);
    for (int start = 0; start < columns; start += 32) {
      FloatVector v = FloatVector.fromMemorySegment(FLOATS, MEMORY, x + 4L * start, ORDER);
      FloatVector w = FloatVector.fromMemorySegment(FLOATS, MEMORY, x + 4L * start + 64, ORDER);
      float scale = Float.float16ToFloat(MEMORY.get(SHORT, first));
      IntVector table = values.mul(scale).reinterpretAsInts();
      ByteVector bytes = ByteVector.fromMemorySegment(BYTES, MEMORY, first + 2, ORDER);
      IntVector pairs = (IntVector) bytes.castShape(INTS, 0);
      a = pairs.selectFrom(table).reinterpretAsFloats().fma(v, a);
      pairs = pairs.lanewise(VectorOperators.LSHR, 4);
      a = pairs.selectFrom(table).reinterpretAsFloats().fma(w, a);
      scale = Float.float16ToFloat(MEMORY.get(SHORT, second));
      table = values.mul(scale).reinterpretAsInts();
      bytes = ByteVector.fromMemorySegment(BYTES, MEMORY, second + 2, ORDER);
      pairs = (IntVector) bytes.castShape(INTS, 0);
      b = pairs.selectFrom(table).reinterpretAsFloats().fma(v, b);
      pairs = pairs.lanewise(VectorOperators.LSHR, 4);
      b = pairs.selectFrom(table).reinterpretAsFloats().fma(w, b);
      scale = Float.float16ToFloat(MEMORY.get(SHORT, third));
      table = values.mul(scale).reinterpretAsInts();
      bytes = ByteVector.fromMemorySegment(BYTES, MEMORY, third + 2, ORDER);
      pairs = (IntVector) bytes.castShape(INTS, 0);
      c = pairs.selectFrom(table).reinterpretAsFloats().fma(v, c);
      pairs = pairs.lanewise(VectorOperators.LSHR, 4);
      c = pairs.selectFrom(table).reinterpretAsFloats().fma(w, c);
      scale = Float.float16ToFloat(MEMORY.get(SHORT, fourth));
      table = values.mul(scale).reinterpretAsInts();
      bytes = ByteVector.fromMemorySegment(BYTES, MEMORY, fourth + 2, ORDER);
      pairs = (IntVector) bytes.castShape(INTS, 0);
      d = pairs.selectFrom(table).reinterpretAsFloats().fma(v, d);
      pairs = pairs.lanewise(VectorOperators.LSHR, 4);
      d = pairs.selectFrom(table).reinterpretAsFloats().fma(w, d);
      first += 18;
      second += 18;
      third += 18;
      fourth += 18;
    }
    a.intoArray(sums, offset);
    b.intoArray(sums, offset + COUNT);
    c.intoArray(sums, offset + 2 * COUNT);
    d.intoArray(sums, offset + 3 * COUNT);
  }
}
