package dev.ponder.compute;

import static dev.ponder.compute.Lanes.COUNT;
import static dev.ponder.compute.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/// Products of rows of floats: what attention is made of.
final class RowProducts {
  private static final int SIDE = 4;

  private RowProducts() {}

  static float dot(float[] a, int aOffset, float[] b, int bOffset, int length) {
    FloatVector sum = FloatVector.zero(FLOATS);
    int whole = length - length % COUNT;
    for (int i = 0; i < whole; i += COUNT) {
      FloatVector v = FloatVector.fromArray(FLOATS, a, aOffset + i);
      sum = v.fma(FloatVector.fromArray(FLOATS, b, bOffset + i), sum);
    }
    if (whole < length) {
      VectorMask<Float> rest = FLOATS.indexInRange(whole, length);
      FloatVector v = FloatVector.fromArray(FLOATS, a, aOffset + whole, rest);
      sum = v.fma(FloatVector.fromArray(FLOATS, b, bOffset + whole, rest), sum);
    }
    float[] lanes = new float[COUNT];
    sum.intoArray(lanes, 0);
    return sumOf(lanes);
  }

  /// The tree of [Lanes#fold] for a single vector.
  private static float sumOf(float[] lanes) {
    for (int half = COUNT / 2; half > 0; half /= 2) {
      for (int i = 0; i < half; i++) {
        lanes[i] += lanes[i + half];
      }
    }
    return lanes[0];
  }

  static void addScaled(float[] y, int yOffset, float[] x, int xOffset, int length, float scale) {
    FloatVector factor = FloatVector.broadcast(FLOATS, scale);
    int i = 0;
    for (; i + COUNT <= length; i += COUNT) {
      FloatVector.fromArray(FLOATS, x, xOffset + i)
          .fma(factor, FloatVector.fromArray(FLOATS, y, yOffset + i))
          .intoArray(y, yOffset + i);
    }
    for (; i < length; i++) {
      y[yOffset + i] = Math.fma(x[xOffset + i], scale, y[yOffset + i]);
    }
  }

  static void dots(Rows a, Rows b, int width, Rows output) {
    int wholeA = width % COUNT == 0 ? a.count() - a.count() % SIDE : 0;
    int wholeB = b.count() - b.count() % SIDE;
    float[] sums = new float[SIDE * SIDE * COUNT];
    for (int i = 0; i < a.count(); i += i < wholeA ? SIDE : 1) {
      int j = 0;
      for (; i < wholeA && j < wholeB; j += SIDE) {
        squareOfDots(a, a.start(i), b, b.start(j), width, sums);
        Lanes.fold(sums, SIDE * SIDE);
        for (int k = 0; k < SIDE; k++) {
          System.arraycopy(sums, k * SIDE, output.values(), output.start(i + k) + j, SIDE);
        }
      }
      int last = i < wholeA ? i + SIDE : i + 1;
      for (; j < b.count(); j++) {
        for (int k = i; k < last; k++) {
          output.values()[output.start(k) + j] =
              dot(a.values(), a.start(k), b.values(), b.start(j), width);
        }
      }
    }
  }

  private static void squareOfDots(
      Rows rowsA, int startA, Rows rowsB, int startB, int width, float[] sums) {
    float[] a = rowsA.values();
    float[] b = rowsB.values();
    int sa = rowsA.stride();
    int sb = rowsB.stride();
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
    for (int c = 0; c < width; c += COUNT) {
      FloatVector b0 = FloatVector.fromArray(FLOATS, b, startB + c);
      FloatVector b1 = FloatVector.fromArray(FLOATS, b, startB + sb + c);
      FloatVector b2 = FloatVector.fromArray(FLOATS, b, startB + 2 * sb + c);
      FloatVector b3 = FloatVector.fromArray(FLOATS, b, startB + 3 * sb + c);
      FloatVector x = FloatVector.fromArray(FLOATS, a, startA + c);
      s00 = b0.fma(x, s00);
      s01 = b1.fma(x, s01);
      s02 = b2.fma(x, s02);
      s03 = b3.fma(x, s03);
      x = FloatVector.fromArray(FLOATS, a, startA + sa + c);
      s10 = b0.fma(x, s10);
      s11 = b1.fma(x, s11);
      s12 = b2.fma(x, s12);
      s13 = b3.fma(x, s13);
      x = FloatVector.fromArray(FLOATS, a, startA + 2 * sa + c);
      s20 = b0.fma(x, s20);
      s21 = b1.fma(x, s21);
      s22 = b2.fma(x, s22);
      s23 = b3.fma(x, s23);
      x = FloatVector.fromArray(FLOATS, a, startA + 3 * sa + c);
      s30 = b0.fma(x, s30);
      s31 = b1.fma(x, s31);
      s32 = b2.fma(x, s32);
      s33 = b3.fma(x, s33);
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
  }

  static void addMixture(Rows weights, Rows values, int width, Rows output) {
    int wholeRows = weights.count() - weights.count() % SIDE;
    int wholeWidth = width - width % (2 * COUNT);
    for (int i = 0; i < wholeRows; i += SIDE) {
      for (int c = 0; c < wholeWidth; c += 2 * COUNT) {
        addMixtureToFour(weights, i, values, c, output);
      }
      for (int k = i; k < i + SIDE; k++) {
        addMixtureToOne(weights, k, values, wholeWidth, width, output);
      }
    }
    for (int i = wholeRows; i < weights.count(); i++) {
      addMixtureToOne(weights, i, values, 0, width, output);
    }
  }

  private static void addMixtureToOne(
      Rows weights, int row, Rows values, int from, int to, Rows output) {
    for (int j = 0; from < to && j < values.count(); j++) {
      addScaled(
          output.values(),
          output.start(row) + from,
          values.values(),
          values.start(j) + from,
          to - from,
          weights.values()[weights.start(row) + j]);
    }
  }

  private static void addMixtureToFour(
      Rows weights, int row, Rows values, int column, Rows output) {
    float[] w = weights.values();
    float[] v = values.values();
    float[] y = output.values();
    int w0 = weights.start(row);
    int y0 = output.start(row) + column;
    int w1 = weights.start(row + 1);
    int y1 = output.start(row + 1) + column;
    int w2 = weights.start(row + 2);
    int y2 = output.start(row + 2) + column;
    int w3 = weights.start(row + 3);
    int y3 = output.start(row + 3) + column;
    FloatVector l0 = FloatVector.fromArray(FLOATS, y, y0);
    FloatVector r0 = FloatVector.fromArray(FLOATS, y, y0 + COUNT);
    FloatVector l1 = FloatVector.fromArray(FLOATS, y, y1);
    FloatVector r1 = FloatVector.fromArray(FLOATS, y, y1 + COUNT);
    FloatVector l2 = FloatVector.fromArray(FLOATS, y, y2);
    FloatVector r2 = FloatVector.fromArray(FLOATS, y, y2 + COUNT);
    FloatVector l3 = FloatVector.fromArray(FLOATS, y, y3);
    FloatVector r3 = FloatVector.fromArray(FLOATS, y, y3 + COUNT);
    int at = values.offset() + column;
    for (int j = 0; j < values.count(); j++) {
      FloatVector left = FloatVector.fromArray(FLOATS, v, at);
      FloatVector right = FloatVector.fromArray(FLOATS, v, at + COUNT);
      FloatVector x = FloatVector.broadcast(FLOATS, w[w0 + j]);
      l0 = left.fma(x, l0);
      r0 = right.fma(x, r0);
      x = FloatVector.broadcast(FLOATS, w[w1 + j]);
      l1 = left.fma(x, l1);
      r1 = right.fma(x, r1);
      x = FloatVector.broadcast(FLOATS, w[w2 + j]);
      l2 = left.fma(x, l2);
      r2 = right.fma(x, r2);
      x = FloatVector.broadcast(FLOATS, w[w3 + j]);
      l3 = left.fma(x, l3);
      r3 = right.fma(x, r3);
      at += values.stride();
    }
    l0.intoArray(y, y0);
    r0.intoArray(y, y0 + COUNT);
    l1.intoArray(y, y1);
    r1.intoArray(y, y1 + COUNT);
    l2.intoArray(y, y2);
    r2.intoArray(y, y2 + COUNT);
    l3.intoArray(y, y3);
    r3.intoArray(y, y3 + COUNT);
  }
}
