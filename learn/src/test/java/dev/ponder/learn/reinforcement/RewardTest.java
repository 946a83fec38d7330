package dev.ponder.learn.reinforcement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.Effort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RewardTest {

  private static Reward.Outcome right(int thought) {
    return new Reward.Outcome(true, true, thought, 0);
  }

  @Test
  void aThoughtCostsTheMoreTheLowerTheEffort() {
    assertThat(Reward.of(right(64), Effort.LOW)).isEqualTo(0.5);
    assertThat(Reward.of(right(128), Effort.MEDIUM)).isEqualTo(0.9);
    assertThat(Reward.of(right(640), Effort.HIGH)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void noShapingOutranksBeingRight(Effort effort) {
    double worst = Reward.of(new Reward.Outcome(true, true, Reward.budget(effort), 100), effort);
    double best = Reward.of(new Reward.Outcome(false, true, 0, 0), effort);
    assertThat(worst).isGreaterThan(best);
    assertThat(best).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void overItsBudgetAnAnswerIsWorthNothing(Effort effort) {
    assertThat(Reward.of(right(Reward.budget(effort) + 1), effort)).isZero();
    assertThat(Reward.of(new Reward.Outcome(true, false, 0, 0), effort)).isZero();
  }

  @Test
  void aNeedlessCallCostsATwentieth() {
    assertThat(Reward.of(new Reward.Outcome(true, true, 0, 1), Effort.LOW)).isEqualTo(0.95);
  }
}
