package dev.ponder.learn.reinforcement;

import dev.ponder.learn.Continuation;
import dev.ponder.train.Example;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What is learned from several answers to one question: to write more like those that are worth
/// more than the others.
///
/// GRPO (arXiv 2402.03300) divides an answer's weights by its length and its advantage by the
/// group's standard deviation. Dr. GRPO (arXiv 2503.20783) shows that the first favours long wrong
/// answers and the second questions that are nearly always or never answered, and divides by a
/// constant; so it is here.
public final class PolicyGradient {
  private PolicyGradient() {}

  /// Each token of an answer weighs its advantage, the answer's reward less the group's mean, over
  /// a constant; the question's tokens weigh nothing.
  ///
  /// @param rewards one for each answer
  public static List<Example> examples(
      List<Continuation> answers, List<Double> rewards, double constant) {
    double mean = rewards.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      examples.add(example(answers.get(i), (rewards.get(i) - mean) / constant));
    }
    return examples;
  }

  private static Example example(Continuation answer, double weight) {
    int[] prompt = answer.prompt();
    int[] written = answer.tokens();
    int[] tokens = Arrays.copyOf(prompt, prompt.length + written.length);
    System.arraycopy(written, 0, tokens, prompt.length, written.length);
    float[] weights = new float[tokens.length];
    Arrays.fill(weights, prompt.length, tokens.length, (float) weight);
    return new Example(tokens, weights);
  }
}
