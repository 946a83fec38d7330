package dev.ponder.compute;

import java.util.Arrays;

/// The runs of keys that an [AttentionTile] is through with, put together: for each row the largest
/// score, and the sums of exponentials and of weighted values relative to it.
final class FoldedRuns {
  private final int width;
  private final int stride;
  private final float[] sums;
  private final float[] totals;
  private final float[] maxima;

  FoldedRuns(int capacity, int width, int stride) {
    this.width = width;
    this.stride = stride;
    sums = new float[capacity * stride];
    totals = new float[capacity];
    maxima = new float[capacity];
  }

  void clear(int rows) {
    Arrays.fill(sums, 0, rows * stride, 0f);
    Arrays.fill(totals, 0, rows, 0f);
    Arrays.fill(maxima, 0, rows, Float.NEGATIVE_INFINITY);
  }

  void sink(int row, float score) {
    maxima[row] = score;
    totals[row] = 1f;
  }

  /// Adds a run; one of which the row has seen nothing changes nothing.
  void add(int row, AttentionTile run) {
    if (run.maxima[row] == Float.NEGATIVE_INFINITY) {
      return;
    }
    float largest = Math.max(maxima[row], run.maxima[row]);
    float before = (float) Math.exp(maxima[row] - largest);
    float now = (float) Math.exp(run.maxima[row] - largest);
    float total = 0f;
    for (int lane = 0; lane < AttentionTile.LANES; lane++) {
      total += run.totals[row * AttentionTile.LANES + lane];
    }
    int from = row * stride;
    for (int i = from; i < from + width; i++) {
      sums[i] = sums[i] * before + run.sums[i] * now;
    }
    totals[row] = totals[row] * before + total * now;
    maxima[row] = largest;
  }

  void result(int row, float[] target, int offset) {
    float inverse = 1f / totals[row];
    int from = row * stride;
    for (int i = 0; i < width; i++) {
      target[offset + i] = sums[from + i] * inverse;
    }
  }
}
