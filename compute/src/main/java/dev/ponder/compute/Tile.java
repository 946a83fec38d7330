package dev.ponder.compute;

import static dev.ponder.compute.Lanes.COUNT;
import static dev.ponder.compute.Lanes.FLOATS;
import static dev.ponder.compute.Lanes.MEMORY;
import static dev.ponder.compute.Lanes.ORDER;
import static dev.ponder.compute.Lanes.VECTOR;

import jdk.incubator.vector.FloatVector;

/// The inner loop of a matrix product: [#ROWS] rows of weights by [#TOKENS] tokens.
///
/// Both operands are interleaved: for each step of `COUNT` columns the `COUNT` floats of the first
/// row, of the second row, and so on. So one index serves all loads of an operand, and the compiler
/// has nothing left to do for addresses. They lie in aligned memory outside the heap: the elements
/// of a Java array start anywhere, and a vector that spans two cache lines takes two loads, which
/// costs a quarter to a half of the speed.
///
/// Twenty-four sums, four rows and one token fit the 32 registers of AVX-512 and NEON; AVX2 has 16,
/// so there the tile is done in two halves of three tokens.
final class Tile {
  static final int ROWS = 4;
  static final int TOKENS = 6;

  /// Sums of a tile: the sum of row `r` and token `t` has its lanes at `(t * ROWS + r) * COUNT`.
  static final int SUMS = ROWS * TOKENS;

  private static final boolean FEW_REGISTERS = COUNT == 8;

  private Tile() {}

  /// Sums over all columns for the first `tokens` of the tile (others may be computed too).
  ///
  /// @param panel address of the weights, `[steps, ROWS, COUNT]`
  /// @param input address of the activations, `[steps, TOKENS, COUNT]`
  /// @param sums room for the sums
  static void multiply(long panel, long input, int steps, int tokens, float[] sums) {
    if (!FEW_REGISTERS && tokens > TOKENS / 2) {
      sixTokens(panel, input, steps, sums);
      return;
    }
    threeTokens(panel, input, steps, sums, 0);
    if (tokens > TOKENS / 2) {
      int second = TOKENS / 2;
      threeTokens(panel, input + second * VECTOR, steps, sums, second * ROWS * COUNT);
    }
  }

  private static void sixTokens(long panel, long input, int steps, float[] sums) {
    FloatVector s00 = FloatVector.zero(FLOATS);
    FloatVector s01 = FloatVector.zero(FLOATS);
    FloatVector s02 = FloatVector.zero(FLOATS);
    FloatVector s03 = FloatVector.zero(FLOATS);
    FloatVector s10 = FloatVector.zero(FLOATS);
    FloatVector s11 = FloatVector.zero(FLOATS);
    FloatVector s12 = FloatVector.zero(FLOATS);
    FloatVector s13 = FloatVector.zero(FLOATS);
    FloatVector s20 = FloatVector.zero(FLOATS);
    FloatVector s21 = FloatVector.zero(FLOATS);
    FloatVector s22 = FloatVector.zero(FLOATS);
    FloatVector s23 = FloatVector.zero(FLOATS);
    FloatVector s30 = FloatVector.zero(FLOATS);
    FloatVector s31 = FloatVector.zero(FLOATS);
    FloatVector s32 = FloatVector.zero(FLOATS);
    FloatVector s33 = FloatVector.zero(FLOATS);
    FloatVector s40 = FloatVector.zero(FLOATS);
    FloatVector s41 = FloatVector.zero(FLOATS);
    FloatVector s42 = FloatVector.zero(FLOATS);
    FloatVector s43 = FloatVector.zero(FLOATS);
    FloatVector s50 = FloatVector.zero(FLOATS);
    FloatVector s51 = FloatVector.zero(FLOATS);
    FloatVector s52 = FloatVector.zero(FLOATS);
    FloatVector s53 = FloatVector.zero(FLOATS);
    for (int step = 0; step < steps; step++) {
      long p = panel + step * (ROWS * VECTOR);
      long q = input + step * (TOKENS * VECTOR);
      FloatVector w0 = FloatVector.fromMemorySegment(FLOATS, MEMORY, p, ORDER);
      FloatVector w1 = FloatVector.fromMemorySegment(FLOATS, MEMORY, p + VECTOR, ORDER);
      FloatVector w2 = FloatVector.fromMemorySegment(FLOATS, MEMORY, p + 2 * VECTOR, ORDER);
      FloatVector w3 = FloatVector.fromMemorySegment(FLOATS, MEMORY, p + 3 * VECTOR, ORDER);
      FloatVector x = FloatVector.fromMemorySegment(FLOATS, MEMORY, q, ORDER);
      s00 = w0.fma(x, s00);
      s01 = w1.fma(x, s01);
      s02 = w2.fma(x, s02);
      s03 = w3.fma(x, s03);
      x = FloatVector.fromMemorySegment(FLOATS, MEMORY, q + VECTOR, ORDER);
      s10 = w0.fma(x, s10);
      s11 = w1.fma(x, s11);
      s12 = w2.fma(x, s12);
      s13 = w3.fma(x, s13);
      x = FloatVector.fromMemorySegment(FLOATS, MEMORY, q + 2 * VECTOR, ORDER);
      s20 = w0.fma(x, s20);
      s21 = w1.fma(x, s21);
      s22 = w2.fma(x, s22);
      s23 = w3.fma(x, s23);
      x = FloatVector.fromMemorySegment(FLOATS, MEMORY, q + 3 * VECTOR, ORDER);
      s30 = w0.fma(x, s30);
      s31 = w1.fma(x, s31);
      s32 = w2.fma(x, s32);
      s33 = w3.fma(x, s33);
      x = FloatVector.fromMemorySegment(FLOATS, MEMORY, q + 4 * VECTOR, ORDER);
      s40 = w0.fma(x, s40);
      s41 = w1.fma(x, s41);
      s42 = w2.fma(x, s42);
      s43 = w3.fma(x, s43);
      x = FloatVector.fromMemorySegment(FLOATS, MEMORY, q + 5 * VECTOR, ORDER);
      s50 = w0.fma(x, s50);
      s51 = w1.fma(x, s51);
      s52 = w2.fma(x, s52);
      s53 = w3.fma(x, s53);
    }
    s00.intoArray(sums, 0);
    s01.intoArray(sums, COUNT);
    s02.intoArray(sums, 2 * COUNT);
    s03.intoArray(sums, 3 * COUNT);
    s10.intoArray(sums, 4 * COUNT);
    s11.intoArray(sums, 5 * COUNT);
    s12.intoArray(sums, 6 * COUNT);
    s13.intoArray(sums, 7 * COUNT);
    s20.intoArray(sums, 8 * COUNT);
    s21.intoArray(sums, 9 * COUNT);
    s22.intoArray(sums, 10 * COUNT);
    s23.intoArray(sums, 11 * COUNT);
    s30.intoArray(sums, 12 * COUNT);
    s31.intoArray(sums, 13 * COUNT);
    s32.intoArray(sums, 14 * COUNT);
    s33.intoArray(sums, 15 * COUNT);
    s40.intoArray(sums, 16 * COUNT);
    s41.intoArray(sums, 17 * COUNT);
    s42.intoArray(sums, 18 * COUNT);
    s43.intoArray(sums, 19 * COUNT);
    s50.intoArray(sums, 20 * COUNT);
    s51.intoArray(sums, 21 * COUNT);
    s52.intoArray(sums, 22 * COUNT);
    s53.intoArray(sums, 23 * COUNT);
  }

  private static void threeTokens(long panel, long input, int steps, float[] sums, int sumsOffset) {
    FloatVector s00 = FloatVector.zero(FLOATS);
    FloatVector s01 = FloatVector.zero(FLOATS);
    FloatVector s02 = FloatVector.zero(FLOATS);
    FloatVector s03 = FloatVector.zero(FLOATS);
    FloatVector s10 = FloatVector.zero(FLOATS);
    FloatVector s11 = FloatVector.zero(FLOATS);
    FloatVector s12 = FloatVector.zero(FLOATS);
    FloatVector s13 = FloatVector.zero(FLOATS);
    FloatVector s20 = FloatVector.zero(FLOATS);
    FloatVector s21 = FloatVector.zero(FLOATS);
    FloatVector s22 = FloatVector.zero(FLOATS);
    FloatVector s23 = FloatVector.zero(FLOATS);
    for (int step = 0; step < steps; step++) {
      long p = panel + step * (ROWS * VECTOR);
      long q = input + step * (TOKENS * VECTOR);
      FloatVector w0 = FloatVector.fromMemorySegment(FLOATS, MEMORY, p, ORDER);
      FloatVector w1 = FloatVector.fromMemorySegment(FLOATS, MEMORY, p + VECTOR, ORDER);
      FloatVector w2 = FloatVector.fromMemorySegment(FLOATS, MEMORY, p + 2 * VECTOR, ORDER);
      FloatVector w3 = FloatVector.fromMemorySegment(FLOATS, MEMORY, p + 3 * VECTOR, ORDER);
      FloatVector x = FloatVector.fromMemorySegment(FLOATS, MEMORY, q, ORDER);
      s00 = w0.fma(x, s00);
      s01 = w1.fma(x, s01);
      s02 = w2.fma(x, s02);
      s03 = w3.fma(x, s03);
      x = FloatVector.fromMemorySegment(FLOATS, MEMORY, q + VECTOR, ORDER);
      s10 = w0.fma(x, s10);
      s11 = w1.fma(x, s11);
      s12 = w2.fma(x, s12);
      s13 = w3.fma(x, s13);
      x = FloatVector.fromMemorySegment(FLOATS, MEMORY, q + 2 * VECTOR, ORDER);
      s20 = w0.fma(x, s20);
      s21 = w1.fma(x, s21);
      s22 = w2.fma(x, s22);
      s23 = w3.fma(x, s23);
    }
    s00.intoArray(sums, sumsOffset);
    s01.intoArray(sums, sumsOffset + COUNT);
    s02.intoArray(sums, sumsOffset + 2 * COUNT);
    s03.intoArray(sums, sumsOffset + 3 * COUNT);
    s10.intoArray(sums, sumsOffset + 4 * COUNT);
    s11.intoArray(sums, sumsOffset + 5 * COUNT);
    s12.intoArray(sums, sumsOffset + 6 * COUNT);
    s13.intoArray(sums, sumsOffset + 7 * COUNT);
    s20.intoArray(sums, sumsOffset + 8 * COUNT);
    s21.intoArray(sums, sumsOffset + 9 * COUNT);
    s22.intoArray(sums, sumsOffset + 10 * COUNT);
    s23.intoArray(sums, sumsOffset + 11 * COUNT);
  }
}
