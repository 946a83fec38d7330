package dev.ponder.compute;

import static dev.ponder.compute.AttentionPanels.load;
import static dev.ponder.compute.AttentionPanels.store;
import static dev.ponder.compute.DenseTile.COLUMNS;
import static dev.ponder.compute.DenseTile.ROWS;
import static dev.ponder.compute.Lanes.COUNT;
import static dev.ponder.compute.Lanes.FLOATS;

import dev.ponder.compute.AttentionPanels.Steps;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// Causal attention in the Vector API: for each panel of queries the scores of all keys that one of
/// them sees, their softmax, and the weighted sum of values. Threads share out key heads of
/// sequences.
final class DenseAttention {
  private final CausalAttention attention;
  private final CausalAttention.Result result;
  private final AttentionPanels panels;
  private final long keys;
  private final long values;
  private final long queries;
  private final long scores;
  private final float[] maxima = new float[COLUMNS];
  private final float[] totals = new float[COLUMNS];

  private DenseAttention(
      CausalAttention attention, CausalAttention.Result result, long scratch, int longest) {
    this.attention = attention;
    this.result = result;
    int width = attention.width();
    panels = new AttentionPanels(attention, scratch);
    keys = panels.take(leftByRow(longest, width));
    values = panels.take(leftByElement(longest, width));
    queries = panels.take(width * COLUMNS + DensePanel.SLACK);
    scores = panels.take((longest + ROWS) * COLUMNS);
  }

  private static int scratch(int longest, int width) {
    return AttentionPanels.floats(width)
        + leftByRow(longest, width)
        + leftByElement(longest, width)
        + (width + longest + ROWS) * COLUMNS
        + 8 * COUNT;
  }

  static int leftByRow(int rows, int width) {
    return Math.ceilDiv(rows, ROWS) * ROWS * width + DensePanel.SLACK;
  }

  static int leftByElement(int rows, int width) {
    return Math.ceilDiv(width, ROWS) * ROWS * rows + DensePanel.SLACK;
  }

  static void compute(CausalAttention attention, CausalAttention.Result result, Workers workers) {
    attention.require(result);
    int longest = attention.longest();
    int floats = scratch(longest, attention.width());
    workers.forEachBand(
        attention.sequences() * attention.keyHeads(),
        1,
        (from, to, worker) -> {
          long scratch = workers.scratch(worker, floats);
          DenseAttention own = new DenseAttention(attention, result, scratch, longest);
          for (int i = from; i < to; i++) {
            own.attend(i / attention.keyHeads(), i % attention.keyHeads());
          }
        });
  }

  private void attend(int sequence, int keyHead) {
    int rows = attention.length(sequence);
    panels.packLeftByRow(panels.head(attention.keys(), sequence, keyHead), rows, keys);
    panels.packLeftByElement(panels.head(attention.values(), sequence, keyHead), rows, values);
    for (int h = 0; h < attention.group(); h++) {
      int head = keyHead * attention.group() + h;
      Rows query = panels.head(attention.queries(), sequence, head);
      Rows output = panels.head(result.output(), sequence, head);
      for (int row = 0; row < rows; row += COLUMNS) {
        int seen = Math.min(row + COLUMNS, rows);
        panels.packRight(query, row, rows, queries);
        panels.scores(keys, seen, queries, scores);
        softmax(row, seen);
        panels.weigh(values, rows, new Steps(0, seen), scores, panels.transposed());
        panels.store(panels.transposed(), output, row, rows);
        saveSums(attention.starts()[sequence] + row, seen - row, head);
      }
    }
  }

  private void saveSums(int row, int count, int head) {
    for (int i = 0; i < count; i++) {
      result.logSums()[(row + i) * attention.heads() + head] =
          (float) (maxima[i] + Math.log(totals[i]));
    }
  }

  /// Replaces the scores of the panel of queries from `row` on by probabilities.
  private void softmax(int row, int seen) {
    for (int half = 0; half < COLUMNS; half += COUNT) {
      scale(half, row + half, seen);
      exponentiate(half, seen);
      normalise(half, seen);
    }
  }

  /// Leaves each query's largest score. No loop returns a vector: it would be made an object each
  /// time round.
  ///
  /// @param row of the first lane
  private void scale(int half, int row, int seen) {
    long at = scores + 4L * half;
    FloatVector max = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
    for (int k = 0; k < seen; k++) {
      FloatVector score = unseen(load(at).mul(attention.scale()), row, k);
      store(score, at);
      max = max.max(score);
      at += 4L * COLUMNS;
    }
    max.intoArray(maxima, half);
  }

  private void exponentiate(int half, int seen) {
    long at = scores + 4L * half;
    FloatVector max = FloatVector.fromArray(FLOATS, maxima, half);
    FloatVector total = FloatVector.zero(FLOATS);
    for (int k = 0; k < seen; k++) {
      FloatVector power = RowFunctions.exp(load(at).sub(max));
      store(power, at);
      total = total.add(power);
      at += 4L * COLUMNS;
    }
    total.intoArray(totals, half);
  }

  private void normalise(int half, int seen) {
    long at = scores + 4L * half;
    FloatVector total = FloatVector.fromArray(FLOATS, totals, half);
    FloatVector factor = FloatVector.broadcast(FLOATS, 1f).div(total);
    for (int k = 0; k < seen; k++) {
      store(load(at).mul(factor), at);
      at += 4L * COLUMNS;
    }
  }

  /// Scores of key `k`, or negative infinity where the query comes before it.
  static FloatVector unseen(FloatVector scores, int row, int k) {
    return scores.blend(
        Float.NEGATIVE_INFINITY, LANES.compare(VectorOperators.LT, (float) (k - row)));
  }

  private static final FloatVector LANES = FloatVector.zero(FLOATS).addIndex(1);
}
