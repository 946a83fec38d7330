package dev.ponder.engine;

import dev.ponder.model.Pooling;
import dev.ponder.model.States;

/// Makes one vector of a text's states while they are computed, slice by slice. Owned by the engine
/// thread until the sequence has ended, then by its reader.
///
/// A sequence that is pooled is a generation of which no token is sampled: it gets its share of
/// each step as any other, and its blocks can be found by others. Whether it can use theirs depends
/// on the pooling: the states of positions that are not computed again are not known.
final class StatePool {
  private final Pooling pooling;
  private double[] sum = new double[0];
  private int count;

  StatePool(Pooling pooling) {
    this.pooling = pooling;
  }

  /// Whether only the last position counts, so that those before it may come from the cache.
  boolean needsLastOnly() {
    return switch (pooling) {
      case LAST -> true;
      case MEAN, FIRST -> false;
    };
  }

  /// For how many of the last positions of a slice `[from, to)` the state is wanted.
  int wanted(int from, int to, int length) {
    return switch (pooling) {
      case MEAN -> to - from;
      case FIRST -> from == 0 ? to : 0;
      case LAST -> to == length ? 1 : 0;
    };
  }

  /// Forgets everything: the sequence starts over.
  void reset() {
    sum = new double[0];
    count = 0;
  }

  /// Takes in the states of a slice.
  ///
  /// @param firstRow its first row
  /// @param rows as many as were [#wanted]
  void add(States states, int firstRow, int rows) {
    int taken =
        switch (pooling) {
          case MEAN, LAST -> rows;
          case FIRST -> Math.min(rows, 1);
        };
    if (sum.length == 0) {
      sum = new double[states.width()];
    }
    for (int row = firstRow; row < firstRow + taken; row++) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += states.values()[row * states.width() + i];
      }
    }
    count += taken;
  }

  /// The average of what was taken in.
  float[] vector() {
    float[] vector = new float[sum.length];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) (sum[i] / count);
    }
    return vector;
  }
}
