package dev.ponder.compute;

import static dev.ponder.compute.Lanes.COUNT;
import static dev.ponder.compute.Lanes.FLOATS;
import static dev.ponder.compute.Lanes.INTS;
import static dev.ponder.compute.Lanes.MEMORY;
import static dev.ponder.compute.Lanes.ORDER;
import static dev.ponder.compute.Lanes.VECTOR;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/// Loops that do one thing only and as fast as can be, for [Ceilings]. Apart, so that the Vector
/// API is touched only where it is there.
final class Peak {
  private static final int ROUNDS = 2_000;

  /// Sums that do not wait for each other: a processor has two units for them, each of which is
  /// four or five cycles at one.
  private static final int CHAINS = 12;

  /// Operations of a call of [#multiplyAndAdd].
  static final double FLOAT_OPERATIONS = 2.0 * ROUNDS * CHAINS * COUNT;

  /// What a call of [#read] reads; a multiple of four vectors.
  static final int READ_BYTES = 1 << 18;

  private Peak() {}

  /// All in registers. Its sums begin with different values, without which they would be one.
  static float multiplyAndAdd(float factor) {
    FloatVector x = FloatVector.broadcast(FLOATS, factor);
    FloatVector y = FloatVector.broadcast(FLOATS, 1 - factor);
    FloatVector a = x.add(1);
    FloatVector b = x.add(2);
    FloatVector c = x.add(3);
    FloatVector d = x.add(4);
    FloatVector e = x.add(5);
    FloatVector f = x.add(6);
    FloatVector g = x.add(7);
    FloatVector h = x.add(8);
    FloatVector i = x.add(9);
    FloatVector j = x.add(10);
    FloatVector k = x.add(11);
    FloatVector l = x.add(12);
    for (int round = 0; round < ROUNDS; round++) {
      a = a.fma(x, y);
      b = b.fma(x, y);
      c = c.fma(x, y);
      d = d.fma(x, y);
      e = e.fma(x, y);
      f = f.fma(x, y);
      g = g.fma(x, y);
      h = h.fma(x, y);
      i = i.fma(x, y);
      j = j.fma(x, y);
      k = k.fma(x, y);
      l = l.fma(x, y);
    }
    FloatVector first = a.add(b).add(c).add(d).add(e).add(f);
    return first.add(g).add(h).add(i).add(j).add(k).add(l).reduceLanes(VectorOperators.ADD);
  }

  /// Sums the [#READ_BYTES] at that address.
  static int read(long address) {
    IntVector a = IntVector.zero(INTS);
    IntVector b = IntVector.zero(INTS);
    IntVector c = IntVector.zero(INTS);
    IntVector d = IntVector.zero(INTS);
    for (int at = 0; at < READ_BYTES; at += (int) (4 * VECTOR)) {
      long from = address + at;
      a = a.add(IntVector.fromMemorySegment(INTS, MEMORY, from, ORDER));
      b = b.add(IntVector.fromMemorySegment(INTS, MEMORY, from + VECTOR, ORDER));
      c = c.add(IntVector.fromMemorySegment(INTS, MEMORY, from + 2 * VECTOR, ORDER));
      d = d.add(IntVector.fromMemorySegment(INTS, MEMORY, from + 3 * VECTOR, ORDER));
    }
    return a.add(b).add(c).add(d).reduceLanes(VectorOperators.ADD);
  }
}
