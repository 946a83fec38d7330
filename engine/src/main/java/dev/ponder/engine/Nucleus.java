package dev.ponder.engine;

/// Nucleus (top-p) sampling: Holtzman et al., "The Curious Case of Neural Text Degeneration", 2020.
///
/// The nucleus is the smallest set of likeliest tokens whose probabilities reach the mass; among
/// equals the lower id comes first. It is found exactly and without sorting the vocabulary: tokens
/// too unlikely to matter are left out, then bisection on the value of a combined key (the bits of
/// the weight, which order as floats do, and the id) splits the rest and goes on in the part where
/// the mass is reached. Each split halves the range of keys, so 62 passes are the most there can
/// be, and usually two or three times the tokens are looked at in all. The likeliest `k` are found
/// in the same way, each token counting as one.
final class Nucleus {
  private final long[] keys;

  /// What is added up.
  private enum Measure {
    MASS,
    TOKENS
  }

  Nucleus(int vocabulary) {
    keys = new long[vocabulary];
  }

  /// @param weights of all tokens, not negative
  /// @param total their sum
  /// @param point in [0, 1), decides
  int draw(float[] weights, double total, Cut cut, double point) {
    int size = keep(weights, total, cut);
    double target = point * mass(size);
    double passed = 0;
    int drawn = 0;
    while (drawn < size - 1 && (passed += weight(keys[drawn])) <= target) {
      drawn++;
    }
    return token(keys[drawn]);
  }

  /// Moves what the cut leaves to the front and returns how many tokens that is.
  private int keep(float[] weights, double total, Cut cut) {
    if (cut.topK() == 0) {
      double cutoff = total * (1 - cut.topP()) / weights.length;
      return select(collect(weights, cutoff), Measure.MASS, cut.topP() * total);
    }
    int count = collect(weights, 0);
    int likeliest = cut.topK() < count ? select(count, Measure.TOKENS, cut.topK()) : count;
    return cut.topP() < 1
        ? select(likeliest, Measure.MASS, cut.topP() * mass(likeliest))
        : likeliest;
  }

  private double mass(int count) {
    double mass = 0;
    for (int i = 0; i < count; i++) {
      mass += weight(keys[i]);
    }
    return mass;
  }

  /// All tokens below the cutoff together have less than what the nucleus may leave out.
  private int collect(float[] weights, double cutoff) {
    int count = 0;
    for (int token = 0; token < weights.length; token++) {
      float weight = weights[token];
      if (weight >= cutoff && weight > 0) {
        keys[count++] = key(weight, token);
      }
    }
    return count;
  }

  /// Moves the fewest largest keys that measure as much as is wanted to the front and returns how
  /// many they are.
  private int select(int count, Measure measure, double wanted) {
    int from = 0;
    int to = count;
    double taken = 0;
    while (to - from > 1) {
      long pivot = middle(from, to);
      int split = from;
      double upper = 0;
      for (int i = from; i < to; i++) {
        long key = keys[i];
        if (key >= pivot) {
          upper += measure == Measure.MASS ? weight(key) : 1;
          keys[i] = keys[split];
          keys[split++] = key;
        }
      }
      if (taken + upper >= wanted) {
        to = split;
      } else {
        taken += upper;
        from = split;
      }
    }
    return to;
  }

  /// Above the smallest key and not above the largest; keys are distinct and positive.
  private long middle(int from, int to) {
    long smallest = Long.MAX_VALUE;
    long largest = 0;
    for (int i = from; i < to; i++) {
      smallest = Math.min(smallest, keys[i]);
      largest = Math.max(largest, keys[i]);
    }
    return smallest + (largest - smallest) / 2 + 1;
  }

  private static long key(float weight, int token) {
    return (long) Float.floatToRawIntBits(weight) << 32 | ~token & 0xffff_ffffL;
  }

  private static float weight(long key) {
    return Float.intBitsToFloat((int) (key >>> 32));
  }

  private static int token(long key) {
    return ~(int) key;
  }
}
