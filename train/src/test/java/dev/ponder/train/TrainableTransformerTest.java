package dev.ponder.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ponder.compute.Workers;
import dev.ponder.model.ModelShape.Head;
import dev.ponder.train.TransformerShape.Family;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TrainableTransformerTest {
  private final Workers workers = new Workers(2);

  @AfterEach
  void close() {
    workers.close();
  }

  private TrainableTransformer tiny(Family family, Head head) {
    TrainableTransformer model = TrainableTransformer.random(Tiny.shape(family, head), 7, workers);
    Tiny.scatter(model, 8);
    return model;
  }

  private TrainableTransformer tiny() {
    return tiny(Family.QWEN3, Head.TIED);
  }

  private static double loss(TrainableTransformer model, List<Example> examples) {
    return GradientCheck.loss(model, examples);
  }

  @ParameterizedTest
  @CsvSource({"QWEN3,TIED", "QWEN3,UNTIED", "QWEN2,TIED", "LLAMA,UNTIED"})
  void gradientsAreThoseOfTheLoss(Family family, Head head) {
    GradientCheck.gradientsAreThoseOfTheLoss(tiny(family, head), Tiny.examples(9, 3, 17, 2, 9));
  }

  @Test
  void anUntrainedModelKnowsNothing() {
    TrainableTransformer model =
        TrainableTransformer.random(Tiny.shape(Family.QWEN3, Head.TIED), 1, workers);
    List<float[]> losses = model.losses(Tiny.examples(2, 60, 60, 60));
    double mean =
        losses.stream()
            .flatMapToDouble(of -> IntStream.range(1, of.length).mapToDouble(i -> of[i]))
            .average()
            .orElseThrow();
    assertThat(mean).isCloseTo(Math.log(Tiny.VOCABULARY), within(0.05));
  }

  @Test
  void aFewExamplesAreLearnedByHeart() {
    TrainableTransformer model =
        TrainableTransformer.random(Tiny.shape(Family.QWEN3, Head.TIED), 1, workers);
    List<Example> examples =
        Tiny.examples(3, 12, 5, 9).stream()
            .map(example -> {
              float[] weights = new float[example.tokens().length];
              Arrays.fill(weights, 1, weights.length, 1f / 23);
              return new Example(example.tokens(), weights);
            })
            .toList();
    descend(model, examples, 200);
    assertThat(loss(model, examples)).isLessThan(0.05);
  }

  /// Adam without weight decay, the learning rate falling to 0.
  private static void descend(TrainableTransformer model, List<Example> examples, int steps) {
    List<float[]> means =
        model.parameters().stream().map(parameter -> new float[parameter.values().length]).toList();
    List<float[]> squares =
        model.parameters().stream().map(parameter -> new float[parameter.values().length]).toList();
    for (int step = 0; step < steps; step++) {
      model.accumulate(examples);
      double rate = 0.02 * (steps - step) / steps;
      for (int p = 0; p < means.size(); p++) {
        Parameter parameter = model.parameters().get(p);
        float[] mean = means.get(p);
        float[] square = squares.get(p);
        for (int i = 0; i < mean.length; i++) {
          float gradient = parameter.gradients()[i];
          mean[i] += 0.1f * (gradient - mean[i]);
          square[i] += 0.02f * (gradient * gradient - square[i]);
          parameter.values()[i] -= (float) (rate * mean[i] / (Math.sqrt(square[i]) + 1e-8));
          parameter.gradients()[i] = 0;
        }
      }
    }
  }

  @Test
  void anExampleIsTheSameWhateverStandsBesideIt() {
    TrainableTransformer model = tiny();
    List<Example> examples = Tiny.examples(4, 11, 30, 2, 7);
    List<float[]> together = model.losses(examples);
    for (int e = 0; e < examples.size(); e++) {
      float[] alone = model.losses(List.of(examples.get(e))).getFirst();
      assertThat(together.get(e)).containsExactly(alone, within(1e-5f));
    }
  }

  @Test
  void gradientsAddUpOverCalls() {
    TrainableTransformer whole = tiny();
    TrainableTransformer parts = tiny();
    List<Example> examples = Tiny.examples(5, 11, 30, 2, 7);
    whole.accumulate(examples);
    parts.accumulate(examples.subList(0, 1));
    parts.accumulate(examples.subList(1, 4));
    for (int p = 0; p < whole.parameters().size(); p++) {
      assertThat(parts.parameters().get(p).gradients())
          .containsExactly(whole.parameters().get(p).gradients(), within(1e-4f));
    }
  }

  @Test
  void equalCallsGiveEqualBits() {
    TrainableTransformer model = tiny();
    TrainableTransformer other = tiny();
    // The other one has been used for something larger before.
    other.losses(Tiny.examples(1, 60, 60));
    List<Example> examples = Tiny.examples(6, 40, 3, 25);
    assertThat(other.accumulate(examples))
        .usingRecursiveComparison()
        .isEqualTo(model.accumulate(examples));
    for (int p = 0; p < model.parameters().size(); p++) {
      assertThat(other.parameters().get(p).gradients())
          .isEqualTo(model.parameters().get(p).gradients());
    }
  }

  @Test
  void seedsDecideTheFirstWeights() {
    TransformerShape shape = Tiny.shape(Family.QWEN3, Head.UNTIED);
    assertThat(values(TrainableTransformer.random(shape, 1, workers)))
        .isDeepEqualTo(values(TrainableTransformer.random(shape, 1, workers)));
    assertThat(values(TrainableTransformer.random(shape, 1, workers))[0])
        .isNotEqualTo(values(TrainableTransformer.random(shape, 2, workers))[0]);
  }

  private static float[][] values(TrainableTransformer model) {
    return model.parameters().stream().map(Parameter::values).toArray(float[][]::new);
  }

  @Test
  void lossesOfWeightedTokensAreTheSameInBoth() {
    TrainableTransformer model = tiny();
    List<Example> examples = Tiny.examples(6, 40, 3, 25);
    List<float[]> all = model.losses(examples);
    List<float[]> weighted = model.accumulate(examples);
    for (int e = 0; e < all.size(); e++) {
      float[] weights = examples.get(e).weights();
      assertThat(all.get(e)[0]).isZero();
      for (int i = 1; i < weights.length; i++) {
        float expected = weights[i] == 0 ? 0 : all.get(e)[i];
        assertThat(weighted.get(e)[i]).isCloseTo(expected, within(1e-5f));
        assertThat(all.get(e)[i]).isPositive();
      }
    }
  }

  @Test
  void lossesLeaveGradientsAlone() {
    TrainableTransformer model = tiny();
    model.losses(Tiny.examples(6, 40, 3, 25));
    assertThat(model.parameters())
        .allSatisfy(parameter -> assertThat(parameter.gradients()).containsOnly(0));
  }

  @Test
  void examplesWithoutWeightsChangeNothing() {
    TrainableTransformer model = tiny();
    List<float[]> losses =
        model.accumulate(List.of(new Example(new int[] {1, 2, 3}, new float[3])));
    assertThat(losses.getFirst()).containsExactly(0, 0, 0);
    assertThat(model.accumulate(List.of())).isEmpty();
  }

  @Test
  void logitsExplainTheLosses() {
    TrainableTransformer model = tiny();
    Example example = Tiny.examples(6, 12).getFirst();
    float[][] logits = model.logits(example.tokens());
    float[] losses = model.losses(List.of(example)).getFirst();
    for (int i = 1; i < losses.length; i++) {
      double sum = 0;
      for (float logit : logits[i - 1]) {
        sum += Math.exp(logit);
      }
      double expected = Math.log(sum) - logits[i - 1][example.tokens()[i]];
      assertThat(losses[i]).isCloseTo((float) expected, within(1e-4f));
    }
  }

  @Test
  void moreTokensThanFitAtOnceAreDivided() {
    TransformerShape narrow =
        new TransformerShape(
            Family.QWEN3, 1, 4, 1, 1, 4, 4, Tiny.VOCABULARY, 3000, Head.TIED, 1e4, 1e-6f);
    TrainableTransformer model = TrainableTransformer.random(narrow, 7, workers);
    List<Example> examples = Tiny.examples(2, 1500, 2, 2900, 700);
    List<float[]> losses = model.losses(examples);
    for (int e = 0; e < 4; e++) {
      assertThat(losses.get(e)).hasSameSizeAs(examples.get(e).tokens());
      assertThat(losses.get(e))
          .containsExactly(model.losses(List.of(examples.get(e))).getFirst(), within(1e-5f));
    }
  }

  @Test
  void impossibleExamplesAreRefusedBeforeAnythingIsAdded() {
    TrainableTransformer model = tiny();
    List<Example> good = Tiny.examples(6, 12);
    List<Example> tooLong = List.of(good.getFirst(), Tiny.examples(6, 65).getFirst());
    assertThatThrownBy(() -> model.accumulate(tooLong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an example of 65 tokens is longer than the context of 64");
    List<Example> foreign =
        List.of(good.getFirst(), new Example(new int[] {1, Tiny.VOCABULARY}, new float[2]));
    assertThatThrownBy(() -> model.accumulate(foreign))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("token 37 is not one of 37");
    assertThat(model.parameters())
        .allSatisfy(parameter -> assertThat(parameter.gradients()).containsOnly(0));
  }
}
