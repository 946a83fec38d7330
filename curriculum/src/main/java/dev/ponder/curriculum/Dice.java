package dev.ponder.curriculum;

import java.util.ArrayList;
import java.util.List;

/// Random choices that follow from a seed and a path alone, so that the exercise number `n` of a
/// run can be made again without the `n - 1` before it. SplitMix64 (Steele, Lea and Flood 2014)
/// over a counter. One thread uses it.
public final class Dice {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private long state;

  private Dice(long state) {
    this.state = state;
  }

  /// The dice at that place: equal for equal seeds and paths, unrelated for all others.
  public static Dice of(long seed, long... path) {
    long state = mixed(seed + GOLDEN);
    for (long step : path) {
      state = mixed(state ^ mixed(step + GOLDEN));
    }
    return new Dice(state);
  }

  private static long mixed(long bits) {
    long a = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
    return b ^ (b >>> 31);
  }

  private long next() {
    state += GOLDEN;
    return mixed(state);
  }

  /// A whole number from `low` to `high`, both included.
  public int between(int low, int high) {
    return (int) between((long) low, (long) high);
  }

  /// A whole number from `low` to `high`, both included.
  ///
  /// @throws IllegalArgumentException when there is none
  public long between(long low, long high) {
    if (low > high || high - low < 0) {
      throw new IllegalArgumentException("nothing between %d and %d".formatted(low, high));
    }
    return low + Long.remainderUnsigned(next(), high - low + 1);
  }

  /// A number in `[0, 1)`.
  public double fraction() {
    return (next() >>> 11) * 0x1.0p-53;
  }

  /// Yes with that probability.
  public boolean chance(double probability) {
    return fraction() < probability;
  }

  /// Any of them, each as likely.
  public <T> T any(List<T> choices) {
    return choices.get(between(0, choices.size() - 1));
  }

  /// Any of them, each as likely.
  @SafeVarargs
  public final <T> T any(T... choices) {
    return choices[between(0, choices.length - 1)];
  }

  /// All of them in any order.
  public <T> List<T> shuffled(List<T> items) {
    List<T> shuffled = new ArrayList<>(items);
    for (int i = shuffled.size() - 1; i > 0; i--) {
      int other = between(0, i);
      T moved = shuffled.get(i);
      shuffled.set(i, shuffled.get(other));
      shuffled.set(other, moved);
    }
    return shuffled;
  }

  /// `count` different ones of them, in any order.
  public <T> List<T> some(int count, List<T> items) {
    return shuffled(items).subList(0, count);
  }

  /// Dice of their own for a part, which leave these as they are afterwards whatever is thrown.
  public Dice split() {
    return new Dice(next());
  }
}
