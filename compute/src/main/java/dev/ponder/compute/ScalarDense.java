package dev.ponder.compute;

import java.util.Arrays;

/// The arithmetic of training as plain loops that sum in double precision: what the fast one is
/// compared with, and what runs where there is no Vector API.
public final class ScalarDense implements Dense {

  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public void multiply(Multiplication m, Workers workers) {
    workers.forEachBand(
        m.rows(),
        1,
        (from, to, _) -> {
          for (int i = from; i < to; i++) {
            for (int j = 0; j < m.columns(); j++) {
              write(m.output(), m.output().at(i) + j, element(m, i, j), m.into());
            }
          }
        });
  }

  private static double element(Multiplication m, int i, int j) {
    Rows left = m.left();
    Rows right = m.right();
    boolean leftTransposed = m.form() == Multiplication.Form.LEFT_TRANSPOSED;
    boolean rightTransposed = m.form() == Multiplication.Form.RIGHT_TRANSPOSED;
    double sum = 0;
    for (int p = 0; p < m.depth(); p++) {
      double l = left.values()[leftTransposed ? left.at(p) + i : left.at(i) + p];
      double r = right.values()[rightTransposed ? right.at(j) + p : right.at(p) + j];
      sum += l * r;
    }
    return sum;
  }

  private static void write(Rows rows, int at, double value, Into into) {
    rows.values()[at] = (float) (into == Into.ADD ? rows.values()[at] + value : value);
  }

  @Override
  public void normalize(Norm norm, Rows output, Workers workers) {
    output.require("a norm's output", norm.rows(), norm.heads() * norm.width());
    for (int r = 0; r < norm.rows(); r++) {
      for (int h = 0; h < norm.heads(); h++) {
        int from = norm.input().at(r) + h * norm.width();
        int to = output.at(r) + h * norm.width();
        double scale = scale(norm, from);
        for (int i = 0; i < norm.width(); i++) {
          output.values()[to + i] =
              (float) (norm.input().values()[from + i] * scale * norm.weight()[i]);
        }
      }
    }
  }

  private static double scale(Norm norm, int from) {
    double squares = 0;
    for (int i = 0; i < norm.width(); i++) {
      double x = norm.input().values()[from + i];
      squares += x * x;
    }
    return 1 / Math.sqrt(squares / norm.width() + norm.epsilon());
  }

  /// With `s = 1 / sqrt(mean(x²) + epsilon)` and `g` the gradient of the output, that of the input
  /// is `s · w · g - s³ · x · mean(w · g · x)`, and that of the weight `g · x · s`.
  @Override
  public void normalizeBackward(Norm norm, Norm.Gradient gradient, Workers workers) {
    norm.require(gradient);
    double[] weights = new double[norm.width()];
    for (int r = 0; r < norm.rows(); r++) {
      for (int h = 0; h < norm.heads(); h++) {
        normalizeBackward(norm, gradient, weights, r, h);
      }
    }
    for (int i = 0; i < weights.length; i++) {
      gradient.weight()[i] += (float) weights[i];
    }
  }

  private static void normalizeBackward(
      Norm norm, Norm.Gradient gradient, double[] weights, int r, int h) {
    int start = norm.input().at(r) + h * norm.width();
    int from = gradient.output().at(r) + h * norm.width();
    int to = gradient.input().at(r) + h * norm.width();
    double scale = scale(norm, start);
    double mean = 0;
    for (int i = 0; i < norm.width(); i++) {
      double product = (double) gradient.output().values()[from + i] * norm.weight()[i];
      mean += product * norm.input().values()[start + i] / norm.width();
    }
    for (int i = 0; i < norm.width(); i++) {
      double x = norm.input().values()[start + i];
      double g = gradient.output().values()[from + i];
      weights[i] += g * x * scale;
      double slope = scale * norm.weight()[i] * g - scale * scale * scale * x * mean;
      write(gradient.input(), to + i, slope, gradient.into());
    }
  }

  @Override
  public void rotate(Rotation rotation, Rotation.Direction direction, Workers workers) {
    int half = rotation.width() / 2;
    float[] values = rotation.values().values();
    for (int r = 0; r < rotation.rows(); r++) {
      int angle = rotation.positions()[r] * rotation.width();
      for (int h = 0; h < rotation.heads(); h++) {
        int head = rotation.values().at(r) + h * rotation.width();
        for (int i = 0; i < half; i++) {
          float cosine = rotation.angles()[angle + i];
          float sine = rotation.angles()[angle + half + i];
          sine = direction == Rotation.Direction.FORWARD ? sine : -sine;
          float a = values[head + i];
          float b = values[head + half + i];
          values[head + i] = a * cosine - b * sine;
          values[head + half + i] = a * sine + b * cosine;
        }
      }
    }
  }

  @Override
  public void gate(Gating gating, Rows output, Workers workers) {
    output.require("gated values", gating.rows(), gating.width());
    for (int r = 0; r < gating.rows(); r++) {
      for (int i = 0; i < gating.width(); i++) {
        double gate = gating.gate().values()[gating.gate().at(r) + i];
        double up = gating.up().values()[gating.up().at(r) + i];
        output.values()[output.at(r) + i] = (float) (gate * sigmoid(gate) * up);
      }
    }
  }

  static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /// `silu'(x) = σ(x) · (1 + x · (1 - σ(x)))`.
  @Override
  public void gateBackward(Gating gating, Gating.Gradient gradient, Workers workers) {
    gating.require(gradient);
    for (int r = 0; r < gating.rows(); r++) {
      for (int i = 0; i < gating.width(); i++) {
        double x = gating.gate().values()[gating.gate().at(r) + i];
        double up = gating.up().values()[gating.up().at(r) + i];
        double g = gradient.output().values()[gradient.output().at(r) + i];
        double sigmoid = sigmoid(x);
        gradient.gate().values()[gradient.gate().at(r) + i] =
            (float) (g * up * sigmoid * (1 + x * (1 - sigmoid)));
        gradient.up().values()[gradient.up().at(r) + i] = (float) (g * x * sigmoid);
      }
    }
  }

  @Override
  public void attend(CausalAttention attention, CausalAttention.Result result, Workers workers) {
    attention.require(result);
    ScalarCausalAttention.attend(attention, result);
  }

  @Override
  public void attendBackward(
      CausalAttention attention,
      CausalAttention.Result result,
      CausalAttention.Gradient gradient,
      Workers workers) {
    attention.require(result);
    attention.require(gradient);
    ScalarCausalAttention.attendBackward(attention, result, gradient);
  }

  @Override
  public void losses(CrossEntropy entropy, Workers workers) {
    for (int r = 0; r < entropy.rows(); r++) {
      loss(entropy, r);
    }
  }

  /// @return the logarithm of the sum of the logits' exponentials
  private static double loss(CrossEntropy entropy, int r) {
    float[] logits = entropy.logits().values();
    int from = entropy.logits().at(r);
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < entropy.width(); i++) {
      max = Math.max(max, logits[from + i]);
    }
    double sum = 0;
    for (int i = 0; i < entropy.width(); i++) {
      sum += Math.exp(logits[from + i] - max);
    }
    double logSum = max + Math.log(sum);
    entropy.losses()[r] = (float) (logSum - logits[from + entropy.targets()[r]]);
    return logSum;
  }

  @Override
  public void lossesBackward(CrossEntropy entropy, float[] coefficients, Workers workers) {
    entropy.requireLength(coefficients);
    float[] logits = entropy.logits().values();
    for (int r = 0; r < entropy.rows(); r++) {
      double logSum = loss(entropy, r);
      int from = entropy.logits().at(r);
      if (coefficients[r] == 0) {
        Arrays.fill(logits, from, from + entropy.width(), 0f);
        continue;
      }
      for (int i = 0; i < entropy.width(); i++) {
        double probability = Math.exp(logits[from + i] - logSum);
        double target = i == entropy.targets()[r] ? 1 : 0;
        logits[from + i] = (float) (coefficients[r] * (probability - target));
      }
    }
  }
}
