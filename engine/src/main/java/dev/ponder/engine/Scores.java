package dev.ponder.engine;

import dev.ponder.model.Logits;
import java.util.ArrayList;
import java.util.List;

/// The scores of every token for the next position of one sequence: working memory that all
/// samplers share, one after the other. Plain loops over floats, for a vocabulary of 150,000.
final class Scores {

  /// Below this the weight of a token is 0 in a float.
  private static final double NEGLIGIBLE = -100;

  private final float[] values;
  private final float[] weights;
  private final Nucleus nucleus;
  private final TokenSet allowed;

  Scores(int vocabulary) {
    values = new float[vocabulary];
    weights = new float[vocabulary];
    nucleus = new Nucleus(vocabulary);
    allowed = new TokenSet(vocabulary);
  }

  float[] values() {
    return values;
  }

  /// An empty set over the vocabulary, for the constraint to fill.
  TokenSet allowed() {
    allowed.clear();
    return allowed;
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
  void mask() {
    for (int token = 0; token < values.length; token++) {
      if (!allowed.contains(token)) {
        values[token] = Float.NEGATIVE_INFINITY;
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

  /// A token drawn from the softmax of `score / temperature`, cut to the nucleus of mass `topP`.
  ///
  /// @param point in [0, 1), decides
  int draw(double temperature, double topP, double point) {
    double total = weigh(temperature);
    return topP < 1 ? nucleus.draw(weights, total, topP, point) : drawFromAll(point * total);
  }

  private double weigh(double temperature) {
    float highest = values[likeliest()];
    double total = 0;
    for (int token = 0; token < values.length; token++) {
      double exponent = ((double) values[token] - highest) / temperature;
      float weight = exponent < NEGLIGIBLE ? 0 : (float) Math.exp(exponent);
      weights[token] = weight;
      total += weight;
    }
    return total;
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
