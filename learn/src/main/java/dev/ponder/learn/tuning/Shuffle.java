package dev.ponder.learn.tuning;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// The order in which examples are learned: all of them once an epoch, in an order that follows
/// from the seed and the epoch. One thread uses it.
final class Shuffle {
  private final int count;
  private final int epochs;
  private final int batch;
  private final long seed;
  private final int[] order;
  private long shuffled = -1;

  Shuffle(int count, int epochs, int batch, long seed) {
    this.count = count;
    this.epochs = epochs;
    this.batch = batch;
    this.seed = seed;
    this.order = new int[count];
  }

  /// How many examples there are.
  int count() {
    return count;
  }

  /// All steps of all epochs.
  long steps() {
    return Math.ceilDiv((long) count * epochs, batch);
  }

  /// Steps of a tenth of them, at least one.
  long tenth() {
    return Math.max(1, steps() / 10);
  }

  /// The numbers of a step's examples.
  ///
  /// @param step 1 for the first
  List<Integer> of(long step) {
    long end = Math.min(step * batch, (long) count * epochs);
    List<Integer> numbers = new ArrayList<>();
    for (long at = (step - 1) * batch; at < end; at++) {
      numbers.add(at(at));
    }
    return numbers;
  }

  private int at(long place) {
    long epoch = place / count;
    if (epoch != shuffled) {
      shuffle(epoch);
    }
    return order[(int) (place % count)];
  }

  private void shuffle(long epoch) {
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + epoch);
    for (int i = 0; i < count; i++) {
      int other = random.nextInt(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    shuffled = epoch;
  }
}
