package dev.ponder.compute;

import java.util.Arrays;

/// Causal attention and its gradients, a query at a time: the reference for the fast one.
final class ScalarCausalAttention {
  private final CausalAttention attention;
  private final CausalAttention.Result result;

  private ScalarCausalAttention(CausalAttention attention, CausalAttention.Result result) {
    this.attention = attention;
    this.result = result;
  }

  static void attend(CausalAttention attention, CausalAttention.Result result) {
    ScalarCausalAttention scalar = new ScalarCausalAttention(attention, result);
    scalar.forEachQuery(scalar::attend);
  }

  static void attendBackward(
      CausalAttention attention, CausalAttention.Result result, CausalAttention.Gradient gradient) {
    ScalarCausalAttention scalar = new ScalarCausalAttention(attention, result);
    scalar.clear(gradient.queries(), attention.heads());
    scalar.clear(gradient.keys(), attention.keyHeads());
    scalar.clear(gradient.values(), attention.keyHeads());
    scalar.forEachQuery(query -> scalar.attendBackward(query, gradient));
  }

  /// A query that sees the rows from `first` to its own.
  private record Query(int first, int row, int head) {}

  private interface Action {
    void accept(Query query);
  }

  private void forEachQuery(Action action) {
    for (int s = 0; s < attention.sequences(); s++) {
      for (int row = attention.starts()[s]; row < attention.starts()[s + 1]; row++) {
        for (int head = 0; head < attention.heads(); head++) {
          action.accept(new Query(attention.starts()[s], row, head));
        }
      }
    }
  }

  private void clear(Rows rows, int heads) {
    for (int r = attention.starts()[0]; r < attention.rows(); r++) {
      Arrays.fill(rows.values(), rows.at(r), rows.at(r) + heads * attention.width(), 0f);
    }
  }

  private int own(Rows rows, Query query) {
    return rows.at(query.row) + query.head * attention.width();
  }

  private int shared(Rows rows, Query query, int row) {
    return rows.at(row) + query.head / attention.group() * attention.width();
  }

  private double dot(float[] a, int aOffset, float[] b, int bOffset) {
    double sum = 0;
    for (int i = 0; i < attention.width(); i++) {
      sum += (double) a[aOffset + i] * b[bOffset + i];
    }
    return sum;
  }

  private double score(Query query, int row) {
    Rows queries = attention.queries();
    Rows keys = attention.keys();
    return attention.scale()
        * dot(queries.values(), own(queries, query), keys.values(), shared(keys, query, row));
  }

  private void attend(Query query) {
    int count = query.row - query.first + 1;
    double[] scores = new double[count];
    for (int i = 0; i < count; i++) {
      scores[i] = score(query, query.first + i);
    }
    double max = Arrays.stream(scores).max().orElseThrow();
    double sum = Arrays.stream(scores).map(score -> Math.exp(score - max)).sum();
    double logSum = max + Math.log(sum);
    result.logSums()[query.row * attention.heads() + query.head] = (float) logSum;
    double[] output = new double[attention.width()];
    Rows values = attention.values();
    for (int i = 0; i < count; i++) {
      int value = shared(values, query, query.first + i);
      for (int d = 0; d < output.length; d++) {
        output[d] += Math.exp(scores[i] - logSum) * values.values()[value + d];
      }
    }
    for (int d = 0; d < output.length; d++) {
      result.output().values()[own(result.output(), query) + d] = (float) output[d];
    }
  }

  /// With `p` the probabilities and `g` the gradient of the output, that of a score is `p · (g · v
  /// - g · output)`.
  private void attendBackward(Query query, CausalAttention.Gradient gradient) {
    double logSum = result.logSums()[query.row * attention.heads() + query.head];
    Rows outer = gradient.output();
    Rows output = result.output();
    int own = own(outer, query);
    double mean = dot(outer.values(), own, output.values(), own(output, query));
    for (int row = query.first; row <= query.row; row++) {
      double probability = Math.exp(score(query, row) - logSum);
      Rows values = attention.values();
      int value = shared(values, query, row);
      double slope =
          attention.scale()
              * probability
              * (dot(outer.values(), own, values.values(), value) - mean);
      add(gradient.values(), shared(gradient.values(), query, row), probability, outer, own);
      Rows keys = attention.keys();
      add(
          gradient.queries(),
          own(gradient.queries(), query),
          slope,
          keys,
          shared(keys, query, row));
      Rows queries = attention.queries();
      add(
          gradient.keys(),
          shared(gradient.keys(), query, row),
          slope,
          queries,
          own(queries, query));
    }
  }

  private void add(Rows to, int at, double factor, Rows from, int fromOffset) {
    for (int i = 0; i < attention.width(); i++) {
      to.values()[at + i] += (float) (factor * from.values()[fromOffset + i]);
    }
  }
}
