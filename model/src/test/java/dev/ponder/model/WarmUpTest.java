package dev.ponder.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WarmUpTest {

  @Test
  void takesPromptsAndSingleTokensThroughTheModel() {
    CountingModel model = new CountingModel();
    WarmUp.run(model, Duration.ofMinutes(1));
    assertThat(model.slices).contains(16, 1);
  }

  @Test
  void endsWithTheStepDuringWhichTimeIsUp() {
    CountingModel model = new CountingModel();
    WarmUp.run(model, Duration.ZERO);
    assertThat(model.slices).containsExactly(16);
  }

  /// Notes how many tokens each step had.
  private static final class CountingModel implements LanguageModel {
    private final List<Integer> slices = new ArrayList<>();

    @Override
    public ModelConfig config() {
      return ModelConfig.uniform("counting", 2, 64, 1, 32);
    }

    @Override
    public Logits forward(List<Slice> batch) {
      slices.add(batch.getFirst().tokens().length);
      return new Logits(new float[2], 1, 2);
    }

    @Override
    public States states() {
      return new States(new float[0], 0, 1);
    }

    @Override
    public int maxBatchTokens() {
      return 16;
    }

    @Override
    public void close() {}
  }
}
