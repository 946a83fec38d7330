package dev.ponder.engine;

import dev.ponder.model.Logits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The scores of every token for the next position of one sequence: working memory that all
/// samplers share, one after the other. Plain loops over floats, for a vocabulary of 150,000.
final class Scores {

  /// Adding this to a small float leaves its nearest integer in the low bits of the sum.
  private static final float ROUNDER = 0x1.8p23f;

  private static final double LOG2_E = 1 / Math.log(2);

  private final float[] values;
  private final float[] weights;
  private final Nucleus nucleus;

  Scores(int vocabulary) {
    values = new float[vocabulary];
    weights = new float[vocabulary];
    nucleus = new Nucleus(vocabulary);
  }

  float[] values() {
    return values;
  }

  /// Takes a copy of one row.
  void load(Logits logits, int row) {
    if (logits.vocabulary() != values.length) {
      throw new SamplingException(
          "the model gave %d logits, not %d".formatted(logits.vocabulary(), values.length));
    }
    System.arraycopy(logits.values(), row * values.length, values, 0, values.length);
  }

  /// @throws SamplingException when a score is infinite or not a number
  void checkFinite() {
    int carry = 0;
    for (float value : values) {
      // The sum reaches the sign bit exactly when all bits of the exponent are set.
      carry |= (Float.floatToRawIntBits(value) & 0x7fff_ffff) + 0x0080_0000;
    }
    if (carry < 0) {
      throw new SamplingException("the model gave a logit that is not a finite number");
    }
  }

  /// Makes every token outside the set impossible.
  void keep(TokenSet allowed) {
    // Nearly everything or nearly nothing is allowed, as a rule: whole words of the set at once.
    for (int from = 0; from < values.length; from += Long.SIZE) {
      long in = allowed.word(from / Long.SIZE);
      int to = Math.min(from + Long.SIZE, values.length);
      if (in == 0) {
        Arrays.fill(values, from, to, Float.NEGATIVE_INFINITY);
      } else if (in != -1) {
        for (int token = from; token < to; token++) {
          values[token] = (in >> token & 1) == 0 ? Float.NEGATIVE_INFINITY : values[token];
        }
      }
    }
  }

  /// The token with the highest score, the lowest id among equals.
  int likeliest() {
    int best = 0;
    float highest = values[0];
    for (int token = 1; token < values.length; token++) {
      if (values[token] > highest) {
        highest = values[token];
        best = token;
      }
    }
    return best;
  }

  /// The natural logarithm of the sum of the exponentials of all scores.
  double logSumExp() {
    float highest = values[likeliest()];
    double sum = 0;
    for (float value : values) {
      sum += Math.exp((double) value - highest);
    }
    return highest + Math.log(sum);
  }

  /// The tokens with the highest scores, best first.
  List<TokenStep.Candidate> best(int count, double logSumExp) {
    int[] best = new int[Math.min(count, values.length)];
    int found = 0;
    for (int token = 0; token < values.length && best.length > 0; token++) {
      if (found < best.length || values[token] > values[best[found - 1]]) {
        found = Math.min(found + 1, best.length);
        insert(best, found, token);
      }
    }
    List<TokenStep.Candidate> candidates = new ArrayList<>(best.length);
    for (int token : best) {
      candidates.add(new TokenStep.Candidate(token, (float) (values[token] - logSumExp)));
    }
    return candidates;
  }

  private void insert(int[] best, int found, int token) {
    int place = found - 1;
    while (place > 0 && values[token] > values[best[place - 1]]) {
      best[place] = best[place - 1];
      place--;
    }
    best[place] = token;
  }

  /// A token drawn from what the cut leaves of the softmax of `score / temperature`.
  ///
  /// @param point in [0, 1), decides
  int draw(double temperature, Cut cut, double point) {
    double total = weigh(temperature);
    return cut.nothing() ? drawFromAll(point * total) : nucleus.draw(weights, total, cut, point);
  }

  private double weigh(double temperature) {
    float highest = values[likeliest()];
    float scale =
        (float) Math.clamp(LOG2_E / temperature, (double) Float.MIN_NORMAL, Float.MAX_VALUE);
    for (int token = 0; token < values.length; token++) {
      weights[token] = powerOfTwo((values[token] - highest) * scale);
    }
    return sum(weights);
  }

  /// In four sums, since one would make each addition wait for the one before.
  private static double sum(float[] terms) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int end = terms.length & ~3;
    for (int i = 0; i < end; i += 4) {
      a += terms[i];
      b += terms[i + 1];
      c += terms[i + 2];
      d += terms[i + 3];
    }
    for (int i = end; i < terms.length; i++) {
      a += terms[i];
    }
    return a + b + (c + d);
  }

  /// 2 to the power of a number that is not positive, to within a float's precision; 0 where that
  /// is below the normal floats, as for minus infinity. Takes less time than `Math.exp` and gives
  /// the same bits on every machine, so that a seed means the same everywhere.
  ///
  /// The power is split into the nearest integer, which becomes the exponent's bits, and a rest in
  /// [-1/2, 1/2], for which the Taylor series of degree 7 errs by 1e-8.
  static float powerOfTwo(float power) {
    if (power < -126) {
      return 0;
    }
    float rounded = power + ROUNDER;
    float rest = power - (rounded - ROUNDER);
    float series = 1.5252734e-5f;
    series = series * rest + 1.5403530e-4f;
    series = series * rest + 1.3333558e-3f;
    series = series * rest + 9.6181291e-3f;
    series = series * rest + 5.5504109e-2f;
    series = series * rest + 0.24022651f;
    series = series * rest + 0.69314718f;
    series = series * rest + 1;
    return series * Float.intBitsToFloat((Float.floatToRawIntBits(rounded) << 23) + (127 << 23));
  }

  private int drawFromAll(double target) {
    double passed = 0;
    int last = 0;
    for (int token = 0; token < weights.length; token++) {
      if (weights[token] > 0) {
        passed += weights[token];
        last = token;
        if (passed > target) {
          break;
        }
      }
    }
    return last;
  }
}
