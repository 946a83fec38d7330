package dev.ponder.compute;

import static dev.ponder.compute.Lanes.COUNT;
import static dev.ponder.compute.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// Attention by vectors, four query rows by two vectors at a time.
///
/// Eight independent sums are what two FMA units of latency four can keep in flight, and they load
/// six operands for eight FMAs. Rows left over are taken two and one at a time; as every sum runs
/// in its own lane in a fixed order, the shape does not show in the result. No horizontal sum is
/// used, because the order of `reduceLanes(ADD)` is undefined.
final class VectorAttention implements AttentionKernel {
  @Override
  public void absorb(AttentionTile tile) {
    for (int block = 0; block < tile.blockCount(); block++) {
      tile.enter(block);
      int firstRow = tile.firstRow();
      int endRow = tile.endRow();
      if (firstRow < endRow) {
        VectorUnpacking.unpack(tile.layout(), tile.blocks[block], tile.keys, tile.values);
        absorb(tile, firstRow, endRow);
      }
    }
  }

  private static void absorb(AttentionTile tile, int firstRow, int rows) {
    int row = firstRow;
    for (; row + 4 <= rows; row += 4) {
      score4(tile, row);
    }
    for (; row + 2 <= rows; row += 2) {
      score2(tile, row);
    }
    if (row < rows) {
      score1(tile, row);
    }
    for (row = firstRow; row < rows; row++) {
      exponentiate(tile, row);
    }
    row = firstRow;
    for (; row + 4 <= rows; row += 4) {
      weigh4(tile, row);
    }
    for (; row + 2 <= rows; row += 2) {
      weigh2(tile, row);
    }
    if (row < rows) {
      weigh1(tile, row);
    }
  }

  private static void score4(AttentionTile tile, int row) {
    float[] keys = tile.keys;
    float[] queries = tile.queries;
    int width = tile.width;
    int q = row * width;
    for (int column = 0; column < KEYS; column += 2 * COUNT) {
      FloatVector a0 = FloatVector.zero(FLOATS);
      FloatVector a1 = a0;
      FloatVector b0 = a0;
      FloatVector b1 = a0;
      FloatVector c0 = a0;
      FloatVector c1 = a0;
      FloatVector d0 = a0;
      FloatVector d1 = a0;
      int k = column;
      for (int i = 0; i < width; i++, k += KEYS) {
        FloatVector k0 = FloatVector.fromArray(FLOATS, keys, k);
        FloatVector k1 = FloatVector.fromArray(FLOATS, keys, k + COUNT);
        FloatVector a = FloatVector.broadcast(FLOATS, queries[q + i]);
        a0 = a.fma(k0, a0);
        a1 = a.fma(k1, a1);
        FloatVector b = FloatVector.broadcast(FLOATS, queries[q + width + i]);
        b0 = b.fma(k0, b0);
        b1 = b.fma(k1, b1);
        FloatVector c = FloatVector.broadcast(FLOATS, queries[q + 2 * width + i]);
        c0 = c.fma(k0, c0);
        c1 = c.fma(k1, c1);
        FloatVector d = FloatVector.broadcast(FLOATS, queries[q + 3 * width + i]);
        d0 = d.fma(k0, d0);
        d1 = d.fma(k1, d1);
      }
      int s = row * KEYS + column;
      a0.intoArray(tile.scores, s);
      a1.intoArray(tile.scores, s + COUNT);
      b0.intoArray(tile.scores, s + KEYS);
      b1.intoArray(tile.scores, s + KEYS + COUNT);
      c0.intoArray(tile.scores, s + 2 * KEYS);
      c1.intoArray(tile.scores, s + 2 * KEYS + COUNT);
      d0.intoArray(tile.scores, s + 3 * KEYS);
      d1.intoArray(tile.scores, s + 3 * KEYS + COUNT);
    }
  }

  private static void score2(AttentionTile tile, int row) {
    float[] keys = tile.keys;
    float[] queries = tile.queries;
    int width = tile.width;
    int q = row * width;
    for (int column = 0; column < KEYS; column += 2 * COUNT) {
      FloatVector a0 = FloatVector.zero(FLOATS);
      FloatVector a1 = a0;
      FloatVector b0 = a0;
      FloatVector b1 = a0;
      int k = column;
      for (int i = 0; i < width; i++, k += KEYS) {
        FloatVector k0 = FloatVector.fromArray(FLOATS, keys, k);
        FloatVector k1 = FloatVector.fromArray(FLOATS, keys, k + COUNT);
        FloatVector a = FloatVector.broadcast(FLOATS, queries[q + i]);
        a0 = a.fma(k0, a0);
        a1 = a.fma(k1, a1);
        FloatVector b = FloatVector.broadcast(FLOATS, queries[q + width + i]);
        b0 = b.fma(k0, b0);
        b1 = b.fma(k1, b1);
      }
      int s = row * KEYS + column;
      a0.intoArray(tile.scores, s);
      a1.intoArray(tile.scores, s + COUNT);
      b0.intoArray(tile.scores, s + KEYS);
      b1.intoArray(tile.scores, s + KEYS + COUNT);
    }
  }

  private static void score1(AttentionTile tile, int row) {
    float[] keys = tile.keys;
    int width = tile.width;
    int q = row * width;
    for (int column = 0; column < KEYS; column += 2 * COUNT) {
      FloatVector a0 = FloatVector.zero(FLOATS);
      FloatVector a1 = a0;
      int k = column;
      for (int i = 0; i < width; i++, k += KEYS) {
        FloatVector a = FloatVector.broadcast(FLOATS, tile.queries[q + i]);
        a0 = a.fma(FloatVector.fromArray(FLOATS, keys, k), a0);
        a1 = a.fma(FloatVector.fromArray(FLOATS, keys, k + COUNT), a1);
      }
      a0.intoArray(tile.scores, row * KEYS + column);
      a1.intoArray(tile.scores, row * KEYS + column + COUNT);
    }
  }

  /// Turns a row's scores into weights relative to its new maximum; those of unseen keys are zero.
  private static void exponentiate(AttentionTile tile, int row) {
    float[] scores = tile.scores;
    int from = row * KEYS;
    int first = tile.firstSeen[row];
    int end = tile.endSeen[row];
    FloatVector largest = FloatVector.broadcast(FLOATS, tile.maxima[row]);
    for (int i = 0; i < KEYS; i += COUNT) {
      VectorMask<Float> mask = seen(i, first, end);
      largest =
          largest.lanewise(
              VectorOperators.MAX, FloatVector.fromArray(FLOATS, scores, from + i), mask);
    }
    float max = largest.reduceLanes(VectorOperators.MAX);
    float correction = max == tile.maxima[row] ? 1f : (float) Math.exp(tile.maxima[row] - max);
    FloatVector total =
        FloatVector.fromArray(FLOATS, tile.totals, row * AttentionTile.LANES).mul(correction);
    for (int i = 0; i < KEYS; i += COUNT) {
      FloatVector weight =
          RowFunctions.exp(FloatVector.fromArray(FLOATS, scores, from + i).sub(max));
      weight = FloatVector.zero(FLOATS).blend(weight, seen(i, first, end));
      weight.intoArray(scores, from + i);
      total = total.add(weight);
    }
    total.intoArray(tile.totals, row * AttentionTile.LANES);
    tile.maxima[row] = max;
    tile.corrections[row] = correction;
  }

  /// Which lanes of the vector of keys from `i` on lie in `[first, end)`.
  private static VectorMask<Float> seen(int i, int first, int end) {
    return FLOATS.indexInRange(i, end).andNot(FLOATS.indexInRange(i, first));
  }

  private static void weigh4(AttentionTile tile, int row) {
    float[] values = tile.values;
    float[] weights = tile.scores;
    float[] sums = tile.sums;
    int stride = tile.stride;
    int first = tile.firstSeen[row];
    int end = tile.endSeen[row + 3];
    int w = row * KEYS;
    for (int column = 0; column < stride; column += 2 * COUNT) {
      int s = row * stride + column;
      FloatVector a0 = FloatVector.fromArray(FLOATS, sums, s).mul(tile.corrections[row]);
      FloatVector a1 = FloatVector.fromArray(FLOATS, sums, s + COUNT).mul(tile.corrections[row]);
      int sb = s + stride;
      FloatVector b0 = FloatVector.fromArray(FLOATS, sums, sb).mul(tile.corrections[row + 1]);
      FloatVector b1 =
          FloatVector.fromArray(FLOATS, sums, sb + COUNT).mul(tile.corrections[row + 1]);
      int sc = sb + stride;
      FloatVector c0 = FloatVector.fromArray(FLOATS, sums, sc).mul(tile.corrections[row + 2]);
      FloatVector c1 =
          FloatVector.fromArray(FLOATS, sums, sc + COUNT).mul(tile.corrections[row + 2]);
      int sd = sc + stride;
      FloatVector d0 = FloatVector.fromArray(FLOATS, sums, sd).mul(tile.corrections[row + 3]);
      FloatVector d1 =
          FloatVector.fromArray(FLOATS, sums, sd + COUNT).mul(tile.corrections[row + 3]);
      int v = first * stride + column;
      for (int key = first; key < end; key++, v += stride) {
        FloatVector v0 = FloatVector.fromArray(FLOATS, values, v);
        FloatVector v1 = FloatVector.fromArray(FLOATS, values, v + COUNT);
        FloatVector a = FloatVector.broadcast(FLOATS, weights[w + key]);
        a0 = a.fma(v0, a0);
        a1 = a.fma(v1, a1);
        FloatVector b = FloatVector.broadcast(FLOATS, weights[w + KEYS + key]);
        b0 = b.fma(v0, b0);
        b1 = b.fma(v1, b1);
        FloatVector c = FloatVector.broadcast(FLOATS, weights[w + 2 * KEYS + key]);
        c0 = c.fma(v0, c0);
        c1 = c.fma(v1, c1);
        FloatVector d = FloatVector.broadcast(FLOATS, weights[w + 3 * KEYS + key]);
        d0 = d.fma(v0, d0);
        d1 = d.fma(v1, d1);
      }
      a0.intoArray(sums, s);
      a1.intoArray(sums, s + COUNT);
      b0.intoArray(sums, sb);
      b1.intoArray(sums, sb + COUNT);
      c0.intoArray(sums, sc);
      c1.intoArray(sums, sc + COUNT);
      d0.intoArray(sums, sd);
      d1.intoArray(sums, sd + COUNT);
    }
  }

  private static void weigh2(AttentionTile tile, int row) {
    float[] values = tile.values;
    float[] weights = tile.scores;
    float[] sums = tile.sums;
    int stride = tile.stride;
    int first = tile.firstSeen[row];
    int end = tile.endSeen[row + 1];
    int w = row * KEYS;
    for (int column = 0; column < stride; column += 2 * COUNT) {
      int s = row * stride + column;
      FloatVector a0 = FloatVector.fromArray(FLOATS, sums, s).mul(tile.corrections[row]);
      FloatVector a1 = FloatVector.fromArray(FLOATS, sums, s + COUNT).mul(tile.corrections[row]);
      int sb = s + stride;
      FloatVector b0 = FloatVector.fromArray(FLOATS, sums, sb).mul(tile.corrections[row + 1]);
      FloatVector b1 =
          FloatVector.fromArray(FLOATS, sums, sb + COUNT).mul(tile.corrections[row + 1]);
      int v = first * stride + column;
      for (int key = first; key < end; key++, v += stride) {
        FloatVector v0 = FloatVector.fromArray(FLOATS, values, v);
        FloatVector v1 = FloatVector.fromArray(FLOATS, values, v + COUNT);
        FloatVector a = FloatVector.broadcast(FLOATS, weights[w + key]);
        a0 = a.fma(v0, a0);
        a1 = a.fma(v1, a1);
        FloatVector b = FloatVector.broadcast(FLOATS, weights[w + KEYS + key]);
        b0 = b.fma(v0, b0);
        b1 = b.fma(v1, b1);
      }
      a0.intoArray(sums, s);
      a1.intoArray(sums, s + COUNT);
      b0.intoArray(sums, sb);
      b1.intoArray(sums, sb + COUNT);
    }
  }

  private static void weigh1(AttentionTile tile, int row) {
    float[] values = tile.values;
    float[] weights = tile.scores;
    float[] sums = tile.sums;
    int stride = tile.stride;
    int first = tile.firstSeen[row];
    int end = tile.endSeen[row];
    float correction = tile.corrections[row];
    for (int column = 0; column < stride; column += 2 * COUNT) {
      int s = row * stride + column;
      FloatVector a0 = FloatVector.fromArray(FLOATS, sums, s).mul(correction);
      FloatVector a1 = FloatVector.fromArray(FLOATS, sums, s + COUNT).mul(correction);
      int v = first * stride + column;
      for (int key = first; key < end; key++, v += stride) {
        FloatVector a = FloatVector.broadcast(FLOATS, weights[row * KEYS + key]);
        a0 = a.fma(FloatVector.fromArray(FLOATS, values, v), a0);
        a1 = a.fma(FloatVector.fromArray(FLOATS, values, v + COUNT), a1);
      }
      a0.intoArray(sums, s);
      a1.intoArray(sums, s + COUNT);
    }
  }
}
