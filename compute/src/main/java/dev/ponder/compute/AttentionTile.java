package dev.ponder.compute;

import java.util.Arrays;

/// A few query rows on their way through the key blocks of one head: what online softmax carries.
///
/// One tile serves one thread. A row keeps the largest score seen, the sum of its exponentials
/// (spread over lanes) and the values weighted by them, all relative to that largest score (Milakov
/// and Gimelshein 2018; Dao et al. 2022). Rows never mix, so a row's result depends on nothing but
/// its own query and the keys it sees, in their order.
///
/// Rows are ordered by the position of their query: [#see] never goes down from one row to the
/// next.
public final class AttentionTile {

  /// Lanes over which a row's sum is spread: those of the widest vector in use.
  static final int LANES = 16;

  final int width;
  final int stride;
  final float[] queries;
  final float[] scores;
  final float[] sums;
  final float[] totals;
  final float[] maxima;
  final float[] corrections;
  final int[] visible;
  private int rows;

  /// @param capacity most rows at once
  /// @param width elements of a query, a key and a value
  public AttentionTile(int capacity, int width) {
    this.width = width;
    this.stride = AttentionKernel.stride(width);
    queries = new float[capacity * width];
    scores = new float[capacity * AttentionKernel.KEYS];
    sums = new float[capacity * stride];
    totals = new float[capacity * LANES];
    maxima = new float[capacity];
    corrections = new float[capacity];
    visible = new int[capacity];
  }

  /// Most rows at once.
  public int capacity() {
    return maxima.length;
  }

  /// Rows in use.
  public int rows() {
    return rows;
  }

  /// Starts over with that many rows.
  public void begin(int count) {
    if (count < 1 || count > capacity()) {
      throw new IllegalArgumentException("a tile of " + capacity() + " rows cannot hold " + count);
    }
    rows = count;
    Arrays.fill(sums, 0, count * stride, 0f);
    Arrays.fill(totals, 0, count * LANES, 0f);
    Arrays.fill(maxima, 0, count, Float.NEGATIVE_INFINITY);
  }

  /// Sets the query of a row, times `scale`.
  public void query(int row, float[] source, int offset, float scale) {
    int to = row * width;
    for (int i = 0; i < width; i++) {
      queries[to + i] = source[offset + i] * scale;
    }
  }

  /// Sets how many keys of the next block, from its first, the row sees: 0 to
  /// [AttentionKernel#KEYS].
  public void see(int row, int keys) {
    if (keys < 0 || keys > AttentionKernel.KEYS) {
      throw new IllegalArgumentException("a block does not hold " + keys + " keys");
    }
    visible[row] = keys;
  }

  /// Writes the attended value of a row to `target[offset..offset + width)`.
  public void result(int row, float[] target, int offset) {
    float total = 0f;
    for (int lane = 0; lane < LANES; lane++) {
      total += totals[row * LANES + lane];
    }
    float inverse = 1f / total;
    int from = row * stride;
    for (int i = 0; i < width; i++) {
      target[offset + i] = sums[from + i] * inverse;
    }
  }
}
