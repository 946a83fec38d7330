package dev.ponder.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EngineOptionsTest {
  @Test
  void refusesLimitsThatContradictEachOther() {
    refuses(1, 8, 1, 1, 1, "a context needs at least 2 positions, not 1");
    refuses(64, 8, 0, 1, 1, "at least one sequence must run, not 0");
    refuses(64, 8, 1, -1, 1, "the number of waiting sequences cannot be -1");
    refuses(64, 8, 16, 1, 15, "a step of 15 tokens cannot advance 16 sequences");
    refuses(65, 2, 1, 1, 1, "a context of 65 positions needs 3 cache blocks, not 2");
  }

  private static void refuses(
      int context, int blocks, int sequences, int waiting, int step, String message) {
    assertThatThrownBy(() -> new EngineOptions(context, blocks, sequences, waiting, step))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void refusesSamplingParametersOutOfRange() {
    refusesSampling(-0.1, 1, 0, 0, 0, "the temperature cannot be -0.1");
    refusesSampling(Double.NaN, 1, 0, 0, 0, "the temperature cannot be NaN");
    refusesSampling(1, 1.1, 0, 0, 0, "the top_p cannot be 1.1");
    refusesSampling(1, 1, Double.NaN, 0, 0, "the presence penalty cannot be NaN");
    refusesSampling(1, 1, 0, 1 / 0.0, 0, "the frequency penalty cannot be Infinity");
    refusesSampling(1, 1, 0, 0, 21, "the number of log probabilities cannot be 21");
    assertThatThrownBy(() -> new SamplingParameters(1, 1, 0, 0, 0, Map.of(-1, 1.0), 0))
        .hasMessage("the token in the logit bias cannot be -1");
  }

  private static void refusesSampling(
      double temperature, double topP, double presence, double frequency, int top, String why) {
    assertThatThrownBy(
            () -> new SamplingParameters(temperature, topP, 0, presence, frequency, Map.of(), top))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(why);
  }

  @Test
  void aTokenSetKnowsItsVocabulary() {
    TokenSet set = new TokenSet(70);
    set.add(0);
    set.add(69);
    assertThat(set.contains(69)).isTrue();
    assertThat(set.contains(68)).isFalse();
    set.clear();
    assertThat(set.contains(69)).isFalse();
    assertThatThrownBy(() -> set.add(70)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> set.contains(-1)).isInstanceOf(IndexOutOfBoundsException.class);
  }
}
