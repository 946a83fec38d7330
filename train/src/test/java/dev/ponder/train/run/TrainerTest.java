package dev.ponder.train.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ponder.compute.Workers;
import dev.ponder.train.Bigram;
import dev.ponder.train.Example;
import dev.ponder.train.Parameter;
import dev.ponder.train.optimise.Optimisation;
import dev.ponder.train.optimise.Optimiser;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerTest {
  private final Workers workers = new Workers(2);
  private final Bigram model = new Bigram(Counting.TOKENS, 8);

  @AfterEach
  void closeWorkers() {
    workers.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsLearnedIsPredicted(boolean muon) {
    Optimisation optimisation = muon ? Optimisation.standard().scaled(3) : Optimisation.adam(0.03);
    Trainer trainer = new Trainer(model, optimisation, workers);
    StepRecord first = trainer.step(Counting.batch(1), 1);
    StepRecord last = first;
    for (int step = 2; step <= 150; step++) {
      last = trainer.step(Counting.batch(step), 1);
    }
    assertThat(first.losses().mean()).isCloseTo(Math.log(Counting.TOKENS), within(0.1));
    assertThat(last.losses().mean()).isLessThan(0.3);
    assertThat(last.losses().byLabel()).containsOnlyKeys("twos", "same");
    assertThat(last.step()).isEqualTo(150);
    assertThat(last.tokens()).isEqualTo(48);
  }

  @Test
  void aLossThatIsNoNumberChangesNothing() {
    Trainer trainer = new Trainer(model, Optimisation.standard(), workers);
    trainer.step(Counting.batch(1), 1);
    List<float[]> before = values();
    float[] weights = {0, Float.NaN};
    Batch broken = new Batch(List.of(new Labelled("broken", new Example(new int[2], weights))));
    assertThatThrownBy(() -> trainer.step(broken, 1))
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("the loss of step 2 is NaN");
    assertThat(values()).usingRecursiveComparison().isEqualTo(before);
    assertThat(trainer.steps()).isEqualTo(1);
    trainer.step(Counting.batch(2), 1);
    assertThat(values().getFirst()).doesNotContain(Float.NaN);
  }

  @Test
  void aGradientThatIsInfiniteChangesNothing() {
    Trainer trainer = new Trainer(model, Optimisation.standard(), workers);
    List<float[]> before = values();
    float[] weights = {0, Float.MAX_VALUE, Float.MAX_VALUE, -Float.MAX_VALUE};
    Batch broken = new Batch(List.of(new Labelled("broken", new Example(new int[4], weights))));
    model.parameters().getLast().gradients()[0] = Float.NEGATIVE_INFINITY;
    assertThatThrownBy(() -> trainer.step(broken, 1))
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("the gradient of step 1 is");
    assertThat(values()).usingRecursiveComparison().isEqualTo(before);
  }

  /// AdamW's mean is a tenth of the first gradients that it sees.
  @Test
  void largeGradientsAreScaledDown() {
    Optimisation adam = Optimisation.adam(0.01);
    Trainer trainer =
        new Trainer(model, new Optimisation(adam.matrices(), adam.others(), 1e-3), workers);
    assertThat(trainer.step(Counting.batch(1), 1).gradientNorm()).isGreaterThan(1e-2);
    double squares = 0;
    for (Optimiser.Memory memory : trainer.memory()) {
      if (memory.name().startsWith("mean/")) {
        for (float mean : memory.values()) {
          squares += (double) mean * mean;
        }
      }
    }
    assertThat(Math.sqrt(squares)).isEqualTo(1e-4, within(1e-8));
  }

  @Test
  void onlyWhatCountsIsReported() {
    Trainer trainer = new Trainer(model, Optimisation.standard(), workers);
    Losses losses = trainer.losses(List.of(Counting.example("a", 0, 2)));
    assertThat(losses.byLabel().values()).extracting(Losses.Mean::tokens).containsExactly(4L);
  }

  private List<float[]> values() {
    return model.parameters().stream().map(Parameter::values).map(float[]::clone).toList();
  }
}
