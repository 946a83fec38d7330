package dev.ponder.train.network;

import dev.ponder.compute.CrossEntropy;
import dev.ponder.compute.Into;
import dev.ponder.compute.Rows;
import java.util.Arrays;

/// The end of the network: norm, logits and losses, of those rows only whose predictions are
/// wanted.
///
/// Logits are wide, so there are never more than a few rows of them: each chunk's become losses, or
/// their own gradients, before the next chunk's take their place.
final class Head {
  /// 16 MB.
  private static final int LOGITS = 1 << 22;

  private static final int LEAST_CHUNK = 64;

  private final LearnedNorm norm;
  private final Linear output;
  private final int hidden;
  private final int vocabulary;
  private final Compute compute;
  private final int chunk;

  private float[] stream = new float[0];
  private float[] normed = new float[0];
  private float[] gradients = new float[0];
  private float[] logits = new float[0];

  /// @param output of as many rows as tokens
  Head(LearnedNorm norm, Linear output, int vocabulary, Compute compute) {
    this.norm = norm;
    this.output = output;
    this.vocabulary = vocabulary;
    this.compute = compute;
    hidden = norm.weight().columns();
    chunk = Math.max(LEAST_CHUNK, LOGITS / vocabulary);
  }

  /// The losses of the scored rows.
  ///
  /// @param residual the residual stream after the last layer
  float[] losses(Batch.Scored scored, float[] residual) {
    return run(scored, residual, this::losses);
  }

  /// The losses of the scored rows; adds the gradients of norm and output, and writes that of the
  /// residual stream.
  ///
  /// @param gradient `[rows, hidden]`; all zeros before
  float[] lossesBackward(Batch.Scored scored, float[] residual, float[] gradient) {
    float[] losses = run(scored, residual, this::lossesBackward);
    int rows = scored.rows().length;
    Rows ofStream = states(gradients, 0);
    norm.backward(rows, states(stream, 0), ofStream, ofStream, Into.OVERWRITE);
    for (int row = 0; row < rows; row++) {
      System.arraycopy(gradients, row * hidden, gradient, scored.rows()[row] * hidden, hidden);
    }
    return losses;
  }

  /// The logits of the first `rows` rows.
  float[] logits(int rows, float[] residual) {
    float[] all = new float[Math.multiplyExact(rows, vocabulary)];
    float[] states = new float[rows * hidden];
    norm.forward(rows, Rows.of(residual, hidden), Rows.of(states, hidden));
    output.forward(rows, Rows.of(states, hidden), Rows.of(all, vocabulary), Into.OVERWRITE);
    return all;
  }

  /// What becomes of a chunk's logits.
  private interface Scoring {
    void score(int first, CrossEntropy entropy, Batch.Scored scored);
  }

  private float[] run(Batch.Scored scored, float[] residual, Scoring scoring) {
    int rows = scored.rows().length;
    reserve(rows);
    for (int row = 0; row < rows; row++) {
      System.arraycopy(residual, scored.rows()[row] * hidden, stream, row * hidden, hidden);
    }
    norm.forward(rows, states(stream, 0), states(normed, 0));
    float[] losses = new float[rows];
    for (int first = 0; first < rows; first += chunk) {
      int count = Math.min(chunk, rows - first);
      Rows scores = Rows.of(logits, vocabulary);
      output.forward(count, states(normed, first), scores, Into.OVERWRITE);
      int[] targets = Arrays.copyOfRange(scored.targets(), first, first + count);
      float[] some = new float[count];
      scoring.score(first, new CrossEntropy(count, vocabulary, scores, targets, some), scored);
      System.arraycopy(some, 0, losses, first, count);
    }
    return losses;
  }

  private void losses(int first, CrossEntropy entropy, Batch.Scored scored) {
    compute.kernels().losses(entropy, compute.workers());
  }

  private void lossesBackward(int first, CrossEntropy entropy, Batch.Scored scored) {
    int count = entropy.rows();
    float[] weights = Arrays.copyOfRange(scored.weights(), first, first + count);
    compute.kernels().lossesBackward(entropy, weights, compute.workers());
    Linear.Gradient gradient =
        new Linear.Gradient(entropy.logits(), states(gradients, first), Into.OVERWRITE);
    output.backward(count, states(normed, first), gradient);
  }

  private Rows states(float[] values, int first) {
    return Rows.of(values, hidden).below(first);
  }

  private void reserve(int rows) {
    if (stream.length < rows * hidden) {
      stream = new float[rows * hidden];
      normed = new float[rows * hidden];
      gradients = new float[rows * hidden];
    }
    int wide = Math.min(rows, chunk) * vocabulary;
    if (logits.length < wide) {
      logits = new float[wide];
    }
  }
}
