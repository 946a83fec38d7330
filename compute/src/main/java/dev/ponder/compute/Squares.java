package dev.ponder.compute;

import static dev.ponder.compute.Lanes.COUNT;
import static dev.ponder.compute.Lanes.FLOATS;
import static dev.ponder.compute.Lanes.INTS;
import static dev.ponder.compute.Lanes.MEMORY;
import static dev.ponder.compute.Lanes.ORDER;
import static dev.ponder.compute.Lanes.VECTOR;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/// Transposes squares of `COUNT` vectors on their way from one place to another.
///
/// A pass changes the places of the off-diagonal quarters of squares, from one of `COUNT` by halves
/// to those of 2. The first two passes go from the source to a square in between, the others from
/// there on; two passes at once keep what they have in registers.
final class Squares {
  private static final int PASSES = Integer.numberOfTrailingZeros(COUNT);
  private static final int[][] LOWER = halves(0);
  private static final int[][] UPPER = halves(1);
  private static final int QUARTER = COUNT / 4;

  private final long square;

  /// @param square address of room for `COUNT * COUNT` floats
  Squares(long square) {
    this.square = square;
  }

  /// For each pass, which lane of a pair of vectors each lane of its first or second one takes.
  private static int[][] halves(int which) {
    int[][] lanes = new int[PASSES][COUNT];
    for (int pass = 0; pass < PASSES; pass++) {
      int half = (COUNT / 2) >> pass;
      for (int i = 0; i < COUNT; i++) {
        lanes[pass][i] = (i & half) == 0 ? i + which * half : COUNT + i - (1 - which) * half;
      }
    }
    return lanes;
  }

  /// Where a transposed square goes: to vectors that are `apart` bytes apart, stored in their
  /// order.
  record Target(long address, long apart) {}

  /// Transposes `COUNT` columns of `COUNT` rows; for rows after `last` that one is taken again.
  void turn(Rows rows, int row, int last, int column, Target target) {
    float[] values = rows.values();
    IntVector lower = IntVector.fromArray(INTS, LOWER[0], 0);
    IntVector upper = IntVector.fromArray(INTS, UPPER[0], 0);
    IntVector lowerNext = IntVector.fromArray(INTS, LOWER[1], 0);
    IntVector upperNext = IntVector.fromArray(INTS, UPPER[1], 0);
    for (int i = 0; i < QUARTER; i++) {
      int first = rows.at(Math.min(row + i, last)) + column;
      int second = rows.at(Math.min(row + i + QUARTER, last)) + column;
      int third = rows.at(Math.min(row + i + 2 * QUARTER, last)) + column;
      int fourth = rows.at(Math.min(row + i + 3 * QUARTER, last)) + column;
      IntVector a = FloatVector.fromArray(FLOATS, values, first).reinterpretAsInts();
      IntVector b = FloatVector.fromArray(FLOATS, values, second).reinterpretAsInts();
      IntVector c = FloatVector.fromArray(FLOATS, values, third).reinterpretAsInts();
      IntVector d = FloatVector.fromArray(FLOATS, values, fourth).reinterpretAsInts();
      IntVector ac = lower.selectFrom(a, c);
      IntVector bd = lower.selectFrom(b, d);
      IntVector ca = upper.selectFrom(a, c);
      IntVector db = upper.selectFrom(b, d);
      long at = square + i * VECTOR;
      lowerNext.selectFrom(ac, bd).intoMemorySegment(MEMORY, at, ORDER);
      upperNext.selectFrom(ac, bd).intoMemorySegment(MEMORY, at + QUARTER * VECTOR, ORDER);
      lowerNext.selectFrom(ca, db).intoMemorySegment(MEMORY, at + 2 * QUARTER * VECTOR, ORDER);
      upperNext.selectFrom(ca, db).intoMemorySegment(MEMORY, at + 3 * QUARTER * VECTOR, ORDER);
    }
    finish(target);
  }

  /// Transposes `COUNT` vectors that are `apart` bytes apart.
  void turn(long from, long apart, Target target) {
    twice(from, apart, 0, new Target(square, VECTOR));
    finish(target);
  }

  private void finish(Target target) {
    if (PASSES == 4) {
      twice(square, VECTOR, 2, target);
    } else if (PASSES == 3) {
      once(target);
    } else {
      copy(target);
    }
  }

  private static void twice(long from, long apart, int pass, Target target) {
    IntVector lower = IntVector.fromArray(INTS, LOWER[pass], 0);
    IntVector upper = IntVector.fromArray(INTS, UPPER[pass], 0);
    IntVector lowerNext = IntVector.fromArray(INTS, LOWER[pass + 1], 0);
    IntVector upperNext = IntVector.fromArray(INTS, UPPER[pass + 1], 0);
    int quarter = QUARTER >> pass;
    for (int i = 0; i < QUARTER; i++) {
      int vector = i + 3 * (i & -quarter);
      long at = from + vector * apart;
      IntVector a = IntVector.fromMemorySegment(INTS, MEMORY, at, ORDER);
      IntVector b = IntVector.fromMemorySegment(INTS, MEMORY, at + quarter * apart, ORDER);
      IntVector c = IntVector.fromMemorySegment(INTS, MEMORY, at + 2 * quarter * apart, ORDER);
      IntVector d = IntVector.fromMemorySegment(INTS, MEMORY, at + 3 * quarter * apart, ORDER);
      IntVector ac = lower.selectFrom(a, c);
      IntVector bd = lower.selectFrom(b, d);
      IntVector ca = upper.selectFrom(a, c);
      IntVector db = upper.selectFrom(b, d);
      long to = target.address + vector * target.apart;
      long next = quarter * target.apart;
      lowerNext.selectFrom(ac, bd).intoMemorySegment(MEMORY, to, ORDER);
      upperNext.selectFrom(ac, bd).intoMemorySegment(MEMORY, to + next, ORDER);
      lowerNext.selectFrom(ca, db).intoMemorySegment(MEMORY, to + 2 * next, ORDER);
      upperNext.selectFrom(ca, db).intoMemorySegment(MEMORY, to + 3 * next, ORDER);
    }
  }

  /// The last pass where their number is odd.
  private void once(Target target) {
    IntVector lower = IntVector.fromArray(INTS, LOWER[PASSES - 1], 0);
    IntVector upper = IntVector.fromArray(INTS, UPPER[PASSES - 1], 0);
    for (int i = 0; i < COUNT; i += 2) {
      long at = square + i * VECTOR;
      IntVector a = IntVector.fromMemorySegment(INTS, MEMORY, at, ORDER);
      IntVector b = IntVector.fromMemorySegment(INTS, MEMORY, at + VECTOR, ORDER);
      long to = target.address + i * target.apart;
      lower.selectFrom(a, b).intoMemorySegment(MEMORY, to, ORDER);
      upper.selectFrom(a, b).intoMemorySegment(MEMORY, to + target.apart, ORDER);
    }
  }

  private void copy(Target target) {
    for (int i = 0; i < COUNT; i++) {
      IntVector.fromMemorySegment(INTS, MEMORY, square + i * VECTOR, ORDER)
          .intoMemorySegment(MEMORY, target.address + i * target.apart, ORDER);
    }
  }
}
