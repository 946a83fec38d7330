package dev.ponder.learn.reinforcement;

import dev.ponder.learn.Continuation;
import dev.ponder.train.Example;
import dev.ponder.train.Parameter;
import dev.ponder.train.Trainable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/// A table of which letter follows which, that learns and writes.
final class LetterModel implements Trainable, Rollouts {
  private final int letters;
  private final Parameter table;

  LetterModel(int letters) {
    this.letters = letters;
    this.table = Parameter.of("table", Parameter.Role.EMBEDDING, letters, letters);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(table);
  }

  @Override
  public List<float[]> accumulate(List<Example> examples) {
    return examples.stream().map(example -> losses(example, 1)).toList();
  }

  @Override
  public List<float[]> losses(List<Example> examples) {
    return examples.stream().map(example -> losses(example, 0)).toList();
  }

  private float[] losses(Example example, int learning) {
    float[] losses = new float[example.tokens().length];
    for (int i = 1; i < losses.length; i++) {
      int from = example.tokens()[i - 1];
      int to = example.tokens()[i];
      double[] odds = odds(from);
      losses[i] = (float) -Math.log(odds[to]);
      for (int j = 0; j < letters; j++) {
        double slope = odds[j] - (j == to ? 1 : 0);
        table.gradients()[from * letters + j] += (float) (learning * example.weights()[i] * slope);
      }
    }
    return losses;
  }

  private double[] odds(int from) {
    double[] odds = new double[letters];
    double sum = 0;
    for (int j = 0; j < letters; j++) {
      odds[j] = Math.exp(table.values()[from * letters + j]);
      sum += odds[j];
    }
    for (int j = 0; j < letters; j++) {
      odds[j] /= sum;
    }
    return odds;
  }

  @Override
  public List<Continuation> of(List<Continuation.Ask> asks, Set<Integer> stops) {
    List<Continuation> all = new ArrayList<>();
    for (Continuation.Ask ask : asks) {
      SplittableRandom random = new SplittableRandom(ask.seed());
      int[] written = new int[ask.maxTokens()];
      int last = ask.prompt()[ask.prompt().length - 1];
      int count = 0;
      do {
        last = drawn(odds(last), random);
        written[count++] = last;
      } while (count < written.length && !stops.contains(last));
      all.add(
          new Continuation(
              ask.prompt(),
              Arrays.copyOf(written, count),
              stops.contains(last) ? Continuation.Ending.STOPPED : Continuation.Ending.CUT));
    }
    return all;
  }

  private static int drawn(double[] odds, SplittableRandom random) {
    double left = random.nextDouble();
    int letter = 0;
    while (letter < odds.length - 1 && left >= odds[letter]) {
      left -= odds[letter++];
    }
    return letter;
  }
}
