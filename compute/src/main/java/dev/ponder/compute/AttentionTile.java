package dev.ponder.compute;

import java.util.Arrays;

/// A few query rows on their way through the key blocks of one head: what online softmax carries.
///
/// One tile serves one thread. A row keeps the largest score seen, the sum of its exponentials
/// (spread over lanes) and the values weighted by them, all relative to that largest score (Milakov
/// and Gimelshein 2018; Dao et al. 2022). Rows never mix, so a row's result depends on nothing but
/// its own query and the keys it sees, in their order.
///
/// Rows are ordered by the position of their query: neither end of what they [#see] ever goes down
/// from one row to the next. So those that see any key of a block follow each other.
///
/// An attention sink (Xiao et al. 2023) is a score without a value: it takes its share of the
/// weights and gives nothing. It is where a row's maximum and total start.
public final class AttentionTile {

  /// Lanes over which a row's sum is spread: those of the widest vector in use.
  static final int LANES = 16;

  private final HeadLayout layout;
  final int width;
  final int stride;

  /// Keys of the block that is being taken in, `[width, KEYS]`.
  final float[] keys;

  /// Its values, `[KEYS, stride]`.
  final float[] values;

  final float[] queries;
  final float[] scores;
  final float[] sums;
  final float[] totals;
  final float[] maxima;
  final float[] corrections;
  final int[] firstSeen;
  final int[] endSeen;
  private int rows;

  /// @param capacity most rows at once
  /// @param layout of the blocks that it will take in; a query is as wide as a key
  public AttentionTile(int capacity, HeadLayout layout) {
    this.layout = layout;
    width = layout.width();
    stride = layout.stride();
    keys = new float[width * AttentionKernel.KEYS];
    values = new float[AttentionKernel.KEYS * stride];
    queries = new float[capacity * width];
    scores = new float[capacity * AttentionKernel.KEYS];
    sums = new float[capacity * stride];
    totals = new float[capacity * LANES];
    maxima = new float[capacity];
    corrections = new float[capacity];
    firstSeen = new int[capacity];
    endSeen = new int[capacity];
  }

  /// How the blocks lie in memory.
  public HeadLayout layout() {
    return layout;
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

  /// Gives a row that has seen no key yet a sink of that score.
  public void sink(int row, float score) {
    maxima[row] = score;
    totals[row * LANES] = 1f;
  }

  /// Sets which keys of the next block the row sees: those from `from` to `to`, `to` excluded.
  public void see(int row, int from, int to) {
    if (from < 0 || from > to || to > AttentionKernel.KEYS) {
      throw new IllegalArgumentException(
          "a block does not hold the keys from %d to %d".formatted(from, to));
    }
    firstSeen[row] = from;
    endSeen[row] = to;
  }

  /// The first row that sees any key of the next block; [#rows] if none does.
  int firstRow() {
    int row = 0;
    while (row < rows && firstSeen[row] == endSeen[row]) {
      row++;
    }
    return row;
  }

  /// The end of the rows that see any key of the next block.
  int endRow() {
    int row = rows;
    while (row > 0 && firstSeen[row - 1] == endSeen[row - 1]) {
      row--;
    }
    return row;
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
