package dev.ponder.compute;

import static dev.ponder.compute.AttentionPanels.load;
import static dev.ponder.compute.AttentionPanels.store;
import static dev.ponder.compute.DenseTile.COLUMNS;
import static dev.ponder.compute.DenseTile.ROWS;
import static dev.ponder.compute.Lanes.COUNT;
import static dev.ponder.compute.Lanes.FLOATS;

import dev.ponder.compute.AttentionPanels.Steps;
import jdk.incubator.vector.FloatVector;

/// The gradients of causal attention in the Vector API. Probabilities are computed anew from the
/// sums that the forward pass left (Dao et al. 2022): a product costs less than to store them for
/// all layers.
///
/// For each panel of queries come probabilities and slopes of the scores of all keys, of which the
/// gradients of the queries are a product; those of keys and values are products over queries, for
/// which both are transposed square by square and kept for a whole head. Threads share out key
/// heads of sequences; the query heads of one are summed in their order.
final class DenseAttentionGradient {
  private final CausalAttention attention;
  private final CausalAttention.Result result;
  private final CausalAttention.Gradient gradient;
  private final AttentionPanels panels;
  private final Memory memory;
  private final float[] logSums = new float[COLUMNS];
  private final float[] means = new float[COLUMNS];

  /// Addresses of what a key head needs.
  ///
  /// @param probabilities of a panel of queries, `[keys, COLUMNS]`
  /// @param slopes of the scores, likewise
  /// @param byKey both for a whole head, the other way round: for each panel of keys `[queries,
  ///   COLUMNS]`
  /// @param keySums gradients of the keys, transposed: for each panel `[width, COLUMNS]`
  private record Memory(
      long keys,
      long keysByElement,
      long values,
      long outersByElement,
      long queriesByElement,
      long queries,
      long outers,
      long probabilities,
      long slopes,
      long probabilitiesByKey,
      long slopesByKey,
      long keySums,
      long valueSums) {

    static Memory in(AttentionPanels panels, int longest, int width) {
      int byRow = DenseAttention.leftByRow(longest, width);
      int byElement = DenseAttention.leftByElement(longest, width);
      int right = width * COLUMNS + DensePanel.SLACK;
      int scores = (longest + ROWS + COUNT) * COLUMNS;
      int head = head(longest);
      int sums = AttentionPanels.panels(longest) * panels.sums();
      return new Memory(
          panels.take(byRow),
          panels.take(byElement),
          panels.take(byRow),
          panels.take(byElement),
          panels.take(byElement),
          panels.take(right),
          panels.take(right),
          panels.take(scores),
          panels.take(scores),
          panels.take(head),
          panels.take(head),
          panels.take(sums),
          panels.take(sums));
    }

    static int floats(int longest, int width) {
      long padded = (long) AttentionPanels.panels(longest) * COLUMNS;
      long floats =
          AttentionPanels.floats(width)
              + 2L * DenseAttention.leftByRow(longest, width)
              + 3L * DenseAttention.leftByElement(longest, width)
              + 2L * (width * COLUMNS + DensePanel.SLACK)
              + 2L * (longest + ROWS + COUNT) * COLUMNS
              + 2L * padded * padded
              + 2L * AttentionPanels.panels(longest) * AttentionPanels.padded(width) * COLUMNS
              + 16L * COUNT;
      if (floats > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "a sequence of %d is too long: its gradients would take %d GB of each thread"
                .formatted(longest, (floats * Float.BYTES) >> 30));
      }
      return (int) floats;
    }

    /// All queries by all keys.
    private static int head(int longest) {
      int padded = AttentionPanels.panels(longest) * COLUMNS;
      return padded * padded;
    }
  }

  private DenseAttentionGradient(
      CausalAttention attention,
      CausalAttention.Result result,
      CausalAttention.Gradient gradient,
      long scratch) {
    this.attention = attention;
    this.result = result;
    this.gradient = gradient;
    panels = new AttentionPanels(attention, scratch);
    memory = Memory.in(panels, attention.longest(), attention.width());
  }

  static void compute(
      CausalAttention attention,
      CausalAttention.Result result,
      CausalAttention.Gradient gradient,
      Workers workers) {
    attention.require(result);
    attention.require(gradient);
    int floats = Memory.floats(attention.longest(), attention.width());
    workers.forEachBand(
        attention.sequences() * attention.keyHeads(),
        1,
        (from, to, worker) -> {
          long scratch = workers.scratch(worker, floats);
          DenseAttentionGradient own =
              new DenseAttentionGradient(attention, result, gradient, scratch);
          for (int i = from; i < to; i++) {
            own.keyHead(i / attention.keyHeads(), i % attention.keyHeads());
          }
        });
  }

  private void keyHead(int sequence, int keyHead) {
    int rows = attention.length(sequence);
    Rows keys = panels.head(attention.keys(), sequence, keyHead);
    panels.packLeftByRow(keys, rows, memory.keys);
    panels.packLeftByElement(keys, rows, memory.keysByElement);
    panels.packLeftByRow(panels.head(attention.values(), sequence, keyHead), rows, memory.values);
    for (int h = 0; h < attention.group(); h++) {
      head(sequence, keyHead * attention.group() + h);
      sumByKey(rows, memory.outersByElement, memory.probabilitiesByKey, memory.valueSums, h > 0);
      sumByKey(rows, memory.queriesByElement, memory.slopesByKey, memory.keySums, h > 0);
    }
    storeSums(memory.keySums, panels.head(gradient.keys(), sequence, keyHead), rows);
    storeSums(memory.valueSums, panels.head(gradient.values(), sequence, keyHead), rows);
  }

  private void storeSums(long sums, Rows head, int rows) {
    for (int row = 0; row < rows; row += COLUMNS) {
      panels.store(sums + 4L * row / COLUMNS * panels.sums(), head, row, rows);
    }
  }

  /// The gradients of the queries of a head; leaves its probabilities and slopes by key.
  private void head(int sequence, int head) {
    int rows = attention.length(sequence);
    Rows queries = panels.head(attention.queries(), sequence, head);
    Rows outers = panels.head(gradient.output(), sequence, head);
    Rows slopes = panels.head(gradient.queries(), sequence, head);
    panels.packLeftByElement(queries, rows, memory.queriesByElement);
    panels.packLeftByElement(outers, rows, memory.outersByElement);
    for (int row = 0; row < rows; row += COLUMNS) {
      int seen = Math.min(row + COLUMNS, rows);
      panels.packRight(queries, row, rows, memory.queries);
      panels.packRight(outers, row, rows, memory.outers);
      panels.scores(memory.keys, seen, memory.queries, memory.probabilities);
      panels.scores(memory.values, seen, memory.outers, memory.slopes);
      prepare(sequence, head, row, seen);
      slopes(row, seen);
      panels.weigh(
          memory.keysByElement, rows, new Steps(0, seen), memory.slopes, panels.transposed());
      panels.store(panels.transposed(), slopes, row, rows);
      turn(memory.probabilities, memory.probabilitiesByKey, row, rows);
      turn(memory.slopes, memory.slopesByKey, row, rows);
    }
  }

  /// Sums of the exponentials, and products of output and its gradient, of a panel of queries. A
  /// query that there is not gets no probabilities.
  private void prepare(int sequence, int head, int row, int seen) {
    Rows output = panels.head(result.output(), sequence, head);
    Rows outer = panels.head(gradient.output(), sequence, head);
    for (int i = 0; i < COLUMNS; i++) {
      boolean exists = row + i < seen;
      int own = attention.starts()[sequence] + row + i;
      logSums[i] =
          exists ? result.logSums()[own * attention.heads() + head] : Float.POSITIVE_INFINITY;
      means[i] = exists ? dot(output, outer, row + i) : 0f;
    }
  }

  private float dot(Rows a, Rows b, int row) {
    return RowFunctions.dot(a.values(), a.at(row), b.values(), b.at(row), attention.width());
  }

  /// Replaces scores by probabilities, and products of values and the output's gradient by slopes.
  /// Fills up with zeros what will be turned.
  private void slopes(int row, int seen) {
    for (int half = 0; half < COLUMNS; half += COUNT) {
      FloatVector logSum = FloatVector.fromArray(FLOATS, logSums, half);
      FloatVector mean = FloatVector.fromArray(FLOATS, means, half);
      long at = 4L * half;
      for (int k = 0; k < seen; k++) {
        FloatVector score = load(memory.probabilities + at).mul(attention.scale());
        FloatVector probability =
            RowFunctions.exp(DenseAttention.unseen(score, row + half, k).sub(logSum));
        store(probability, memory.probabilities + at);
        FloatVector slope = load(memory.slopes + at).sub(mean).mul(probability);
        store(slope.mul(attention.scale()), memory.slopes + at);
        at += 4L * COLUMNS;
      }
      for (int k = seen; k % COUNT != 0; k++) {
        store(FloatVector.zero(FLOATS), memory.probabilities + at);
        store(FloatVector.zero(FLOATS), memory.slopes + at);
        at += 4L * COLUMNS;
      }
    }
  }

  /// Turns a panel of the queries from `row` on to where its keys have their panels.
  private void turn(long panel, long byKey, int row, int rows) {
    long height = (long) AttentionPanels.panels(rows) * COLUMNS;
    int seen = Math.min(row + COLUMNS, rows);
    for (int k = 0; k < seen; k += COUNT) {
      long keys = byKey + 4L * ((k / COLUMNS * height + row) * COLUMNS + k % COLUMNS);
      for (int half = 0; half < COLUMNS; half += COUNT) {
        panels.transpose(panel + 4L * (k * COLUMNS + half), keys + 4L * half * COLUMNS);
      }
    }
  }

  /// Adds to the sums of all panels of keys what the queries of a head give, or puts it there.
  private void sumByKey(int rows, long left, long byKey, long sums, boolean add) {
    long height = (long) AttentionPanels.panels(rows) * COLUMNS;
    for (int key = 0; key < rows; key += COLUMNS) {
      long panel = byKey + 4L * (key / COLUMNS * height + key) * COLUMNS;
      long sum = sums + 4L * key / COLUMNS * panels.sums();
      Steps steps = new Steps(key, rows);
      panels.weigh(left, rows, steps, panel, add ? panels.transposed() : sum);
      if (add) {
        for (int i = 0; i < attention.width() * COLUMNS; i += COUNT) {
          store(load(sum + 4L * i).add(load(panels.transposed() + 4L * i)), sum + 4L * i);
        }
      }
    }
  }
}
