package dev.ponder.train;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// A model of one token after another, with a parameter of each role: `logits = E[token] · Mᵀ + b`.
/// Plain loops, in double within a prediction.
public final class Bigram implements Trainable {
  private final int vocabulary;
  private final int width;
  private final Parameter embedding;
  private final Parameter matrix;
  private final Parameter bias;

  public Bigram(int vocabulary, int width) {
    this.vocabulary = vocabulary;
    this.width = width;
    embedding = Parameter.of("embedding", Parameter.Role.EMBEDDING, vocabulary, width);
    matrix = Parameter.of("matrix", Parameter.Role.MATRIX, vocabulary, width);
    bias = Parameter.of("bias", Parameter.Role.VECTOR, 1, vocabulary);
    SplittableRandom random = new SplittableRandom(7);
    for (Parameter parameter : List.of(embedding, matrix)) {
      for (int i = 0; i < parameter.values().length; i++) {
        parameter.values()[i] = (float) (random.nextDouble() - 0.5) * 0.2f;
      }
    }
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(embedding, matrix, bias);
  }

  @Override
  public List<float[]> accumulate(List<Example> examples) {
    return each(examples, Mode.LEARN);
  }

  @Override
  public List<float[]> losses(List<Example> examples) {
    return each(examples, Mode.LOOK);
  }

  private enum Mode {
    LEARN,
    LOOK
  }

  private List<float[]> each(List<Example> examples, Mode mode) {
    List<float[]> all = new ArrayList<>();
    for (Example example : examples) {
      float[] losses = new float[example.tokens().length];
      for (int i = 1; i < losses.length; i++) {
        int from = example.tokens()[i - 1];
        int to = example.tokens()[i];
        double[] odds = probabilities(from);
        losses[i] = (float) -Math.log(odds[to]);
        if (mode == Mode.LEARN) {
          learn(from, to, odds, example.weights()[i]);
        }
      }
      all.add(losses);
    }
    return all;
  }

  private double[] probabilities(int from) {
    double[] odds = new double[vocabulary];
    double sum = 0;
    for (int j = 0; j < vocabulary; j++) {
      double logit = bias.values()[j];
      for (int k = 0; k < width; k++) {
        logit += embedding.values()[from * width + k] * matrix.values()[j * width + k];
      }
      odds[j] = Math.exp(logit);
      sum += odds[j];
    }
    for (int j = 0; j < vocabulary; j++) {
      odds[j] /= sum;
    }
    return odds;
  }

  private void learn(int from, int to, double[] odds, float weight) {
    for (int j = 0; j < vocabulary; j++) {
      float slope = (float) (weight * (odds[j] - (j == to ? 1 : 0)));
      bias.gradients()[j] += slope;
      for (int k = 0; k < width; k++) {
        embedding.gradients()[from * width + k] += slope * matrix.values()[j * width + k];
        matrix.gradients()[j * width + k] += slope * embedding.values()[from * width + k];
      }
    }
  }
}
