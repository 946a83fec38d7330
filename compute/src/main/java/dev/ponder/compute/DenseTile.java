package dev.ponder.compute;

import static dev.ponder.compute.Lanes.COUNT;
import static dev.ponder.compute.Lanes.FLOAT;
import static dev.ponder.compute.Lanes.FLOATS;
import static dev.ponder.compute.Lanes.MEMORY;
import static dev.ponder.compute.Lanes.ORDER;
import static dev.ponder.compute.Lanes.VECTOR;

import jdk.incubator.vector.FloatVector;

/// The inner loop of a product of dense matrices: [#ROWS] rows of the left factor by [#COLUMNS]
/// columns of the right one.
///
/// Both are packed by depth: for each step the floats of all rows, and those of all columns. Each
/// step multiplies two vectors of columns by one row after the other. Twenty-four sums, two vectors
/// of columns and one row's element fit the 32 registers of AVX-512 and NEON; AVX2 has 16, so there
/// a tile has half the rows.
///
/// Sums start at zero and take a fused multiply-add for each step, so an element's value does not
/// depend on its place in the tile.
final class DenseTile {
  private static final boolean FEW_REGISTERS = COUNT == 8;
  static final int ROWS = FEW_REGISTERS ? 6 : 12;
  static final int COLUMNS = 2 * COUNT;

  /// Floats of a tile.
  static final int SUMS = ROWS * COLUMNS;

  private DenseTile() {}

  /// `sums[i * COLUMNS + j] = sum over p of left[p, i] * right[p, j]`.
  ///
  /// @param left address of `[depth, ROWS]`
  /// @param right address of `[depth, COLUMNS]`
  /// @param sums address of room for `[ROWS, COLUMNS]`
  static void multiply(long left, long right, int depth, long sums) {
    if (FEW_REGISTERS) {
      sixRows(left, right, depth, sums);
    } else {
      twelveRows(left, right, depth, sums);
    }
  }

  private static void twelveRows(long left, long right, int depth, long sums) {
    FloatVector s0a = FloatVector.zero(FLOATS);
    FloatVector s0b = FloatVector.zero(FLOATS);
    FloatVector s1a = FloatVector.zero(FLOATS);
    FloatVector s1b = FloatVector.zero(FLOATS);
    FloatVector s2a = FloatVector.zero(FLOATS);
    FloatVector s2b = FloatVector.zero(FLOATS);
    FloatVector s3a = FloatVector.zero(FLOATS);
    FloatVector s3b = FloatVector.zero(FLOATS);
    FloatVector s4a = FloatVector.zero(FLOATS);
    FloatVector s4b = FloatVector.zero(FLOATS);
    FloatVector s5a = FloatVector.zero(FLOATS);
    FloatVector s5b = FloatVector.zero(FLOATS);
    FloatVector s6a = FloatVector.zero(FLOATS);
    FloatVector s6b = FloatVector.zero(FLOATS);
    FloatVector s7a = FloatVector.zero(FLOATS);
    FloatVector s7b = FloatVector.zero(FLOATS);
    FloatVector s8a = FloatVector.zero(FLOATS);
    FloatVector s8b = FloatVector.zero(FLOATS);
    FloatVector s9a = FloatVector.zero(FLOATS);
    FloatVector s9b = FloatVector.zero(FLOATS);
    FloatVector s10a = FloatVector.zero(FLOATS);
    FloatVector s10b = FloatVector.zero(FLOATS);
    FloatVector s11a = FloatVector.zero(FLOATS);
    FloatVector s11b = FloatVector.zero(FLOATS);
    for (int p = 0; p < depth; p++) {
      long l = left + p * (ROWS * 4L);
      long r = right + p * (COLUMNS * 4L);
      FloatVector a = FloatVector.fromMemorySegment(FLOATS, MEMORY, r, ORDER);
      FloatVector b = FloatVector.fromMemorySegment(FLOATS, MEMORY, r + VECTOR, ORDER);
      FloatVector x = FloatVector.broadcast(FLOATS, MEMORY.get(FLOAT, l));
      s0a = x.fma(a, s0a);
      s0b = x.fma(b, s0b);
      x = FloatVector.broadcast(FLOATS, MEMORY.get(FLOAT, l + 4));
      s1a = x.fma(a, s1a);
      s1b = x.fma(b, s1b);
      x = FloatVector.broadcast(FLOATS, MEMORY.get(FLOAT, l + 8));
      s2a = x.fma(a, s2a);
      s2b = x.fma(b, s2b);
      x = FloatVector.broadcast(FLOATS, MEMORY.get(FLOAT, l + 12));
      s3a = x.fma(a, s3a);
      s3b = x.fma(b, s3b);
      x = FloatVector.broadcast(FLOATS, MEMORY.get(FLOAT, l + 16));
      s4a = x.fma(a, s4a);
      s4b = x.fma(b, s4b);
      x = FloatVector.broadcast(FLOATS, MEMORY.get(FLOAT, l + 20));
      s5a = x.fma(a, s5a);
      s5b = x.fma(b, s5b);
      x = FloatVector.broadcast(FLOATS, MEMORY.get(FLOAT, l + 24));
      s6a = x.fma(a, s6a);
      s6b = x.fma(b, s6b);
      x = FloatVector.broadcast(FLOATS, MEMORY.get(FLOAT, l + 28));
      s7a = x.fma(a, s7a);
      s7b = x.fma(b, s7b);
      x = FloatVector.broadcast(FLOATS, MEMORY.get(FLOAT, l + 32));
      s8a = x.fma(a, s8a);
      s8b = x.fma(b, s8b);
      x = FloatVector.broadcast(FLOATS, MEMORY.get(FLOAT, l + 36));
      s9a = x.fma(a, s9a);
      s9b = x.fma(b, s9b);
      x = FloatVector.broadcast(FLOATS, MEMORY.get(FLOAT, l + 40));
      s10a = x.fma(a, s10a);
      s10b = x.fma(b, s10b);
      x = FloatVector.broadcast(FLOATS, MEMORY.get(FLOAT, l + 44));
      s11a = x.fma(a, s11a);
      s11b = x.fma(b, s11b);
    }
    s0a.intoMemorySegment(MEMORY, sums, ORDER);
    s0b.intoMemorySegment(MEMORY, sums + VECTOR, ORDER);
    s1a.intoMemorySegment(MEMORY, sums + 2 * VECTOR, ORDER);
    s1b.intoMemorySegment(MEMORY, sums + 3 * VECTOR, ORDER);
    s2a.intoMemorySegment(MEMORY, sums + 4 * VECTOR, ORDER);
    s2b.intoMemorySegment(MEMORY, sums + 5 * VECTOR, ORDER);
    s3a.intoMemorySegment(MEMORY, sums + 6 * VECTOR, ORDER);
    s3b.intoMemorySegment(MEMORY, sums + 7 * VECTOR, ORDER);
    s4a.intoMemorySegment(MEMORY, sums + 8 * VECTOR, ORDER);
    s4b.intoMemorySegment(MEMORY, sums + 9 * VECTOR, ORDER);
    s5a.intoMemorySegment(MEMORY, sums + 10 * VECTOR, ORDER);
    s5b.intoMemorySegment(MEMORY, sums + 11 * VECTOR, ORDER);
    s6a.intoMemorySegment(MEMORY, sums + 12 * VECTOR, ORDER);
    s6b.intoMemorySegment(MEMORY, sums + 13 * VECTOR, ORDER);
    s7a.intoMemorySegment(MEMORY, sums + 14 * VECTOR, ORDER);
    s7b.intoMemorySegment(MEMORY, sums + 15 * VECTOR, ORDER);
    s8a.intoMemorySegment(MEMORY, sums + 16 * VECTOR, ORDER);
    s8b.intoMemorySegment(MEMORY, sums + 17 * VECTOR, ORDER);
    s9a.intoMemorySegment(MEMORY, sums + 18 * VECTOR, ORDER);
    s9b.intoMemorySegment(MEMORY, sums + 19 * VECTOR, ORDER);
    s10a.intoMemorySegment(MEMORY, sums + 20 * VECTOR, ORDER);
    s10b.intoMemorySegment(MEMORY, sums + 21 * VECTOR, ORDER);
    s11a.intoMemorySegment(MEMORY, sums + 22 * VECTOR, ORDER);
    s11b.intoMemorySegment(MEMORY, sums + 23 * VECTOR, ORDER);
  }

  private static void sixRows(long left, long right, int depth, long sums) {
    FloatVector s0a = FloatVector.zero(FLOATS);
    FloatVector s0b = FloatVector.zero(FLOATS);
    FloatVector s1a = FloatVector.zero(FLOATS);
    FloatVector s1b = FloatVector.zero(FLOATS);
    FloatVector s2a = FloatVector.zero(FLOATS);
    FloatVector s2b = FloatVector.zero(FLOATS);
    FloatVector s3a = FloatVector.zero(FLOATS);
    FloatVector s3b = FloatVector.zero(FLOATS);
    FloatVector s4a = FloatVector.zero(FLOATS);
    FloatVector s4b = FloatVector.zero(FLOATS);
    FloatVector s5a = FloatVector.zero(FLOATS);
    FloatVector s5b = FloatVector.zero(FLOATS);
    for (int p = 0; p < depth; p++) {
      long l = left + p * (ROWS * 4L);
      long r = right + p * (COLUMNS * 4L);
      FloatVector a = FloatVector.fromMemorySegment(FLOATS, MEMORY, r, ORDER);
      FloatVector b = FloatVector.fromMemorySegment(FLOATS, MEMORY, r + VECTOR, ORDER);
      FloatVector x = FloatVector.broadcast(FLOATS, MEMORY.get(FLOAT, l));
      s0a = x.fma(a, s0a);
      s0b = x.fma(b, s0b);
      x = FloatVector.broadcast(FLOATS, MEMORY.get(FLOAT, l + 4));
      s1a = x.fma(a, s1a);
      s1b = x.fma(b, s1b);
      x = FloatVector.broadcast(FLOATS, MEMORY.get(FLOAT, l + 8));
      s2a = x.fma(a, s2a);
      s2b = x.fma(b, s2b);
      x = FloatVector.broadcast(FLOATS, MEMORY.get(FLOAT, l + 12));
      s3a = x.fma(a, s3a);
      s3b = x.fma(b, s3b);
      x = FloatVector.broadcast(FLOATS, MEMORY.get(FLOAT, l + 16));
      s4a = x.fma(a, s4a);
      s4b = x.fma(b, s4b);
      x = FloatVector.broadcast(FLOATS, MEMORY.get(FLOAT, l + 20));
      s5a = x.fma(a, s5a);
      s5b = x.fma(b, s5b);
    }
    s0a.intoMemorySegment(MEMORY, sums, ORDER);
    s0b.intoMemorySegment(MEMORY, sums + VECTOR, ORDER);
    s1a.intoMemorySegment(MEMORY, sums + 2 * VECTOR, ORDER);
    s1b.intoMemorySegment(MEMORY, sums + 3 * VECTOR, ORDER);
    s2a.intoMemorySegment(MEMORY, sums + 4 * VECTOR, ORDER);
    s2b.intoMemorySegment(MEMORY, sums + 5 * VECTOR, ORDER);
    s3a.intoMemorySegment(MEMORY, sums + 6 * VECTOR, ORDER);
    s3b.intoMemorySegment(MEMORY, sums + 7 * VECTOR, ORDER);
    s4a.intoMemorySegment(MEMORY, sums + 8 * VECTOR, ORDER);
    s4b.intoMemorySegment(MEMORY, sums + 9 * VECTOR, ORDER);
    s5a.intoMemorySegment(MEMORY, sums + 10 * VECTOR, ORDER);
    s5b.intoMemorySegment(MEMORY, sums + 11 * VECTOR, ORDER);
  }
}
