package dev.ponder.train.optimise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  @Test
  void warmupStableDecayRisesStaysAndFalls() {
    Schedule schedule = new Schedule.WarmupStableDecay(0.1, 0.25);
    assertThat(schedule.share(0)).isPositive();
    assertThat(schedule.share(0.05)).isEqualTo(0.5);
    assertThat(schedule.share(0.1)).isEqualTo(1);
    assertThat(schedule.share(0.75)).isEqualTo(1);
    assertThat(schedule.share(0.875)).isCloseTo(0.5, within(1e-9));
    assertThat(schedule.share(1)).isZero();
  }

  @Test
  void aCosineFallsToItsLastShare() {
    Schedule schedule = new Schedule.Cosine(0.1, 0.2);
    assertThat(schedule.share(0.1)).isEqualTo(1);
    assertThat(schedule.share(0.55)).isCloseTo(0.6, within(1e-9));
    assertThat(schedule.share(1)).isCloseTo(0.2, within(1e-9));
  }

  @Test
  void sharesAreSharesWhateverTheProgress() {
    for (Schedule schedule :
        List.of(
            new Schedule.WarmupStableDecay(0, 0),
            new Schedule.WarmupStableDecay(0.5, 0.5),
            new Schedule.WarmupStableDecay(0, 1),
            new Schedule.Cosine(0, 0),
            new Schedule.Constant())) {
      for (double progress = 0; progress <= 1.2; progress += 0.01) {
        assertThat(schedule.share(progress)).isBetween(0.0, 1.0);
      }
    }
  }

  @Test
  void partsThatAreMoreThanTheWholeAreRefused() {
    assertThatThrownBy(() -> new Schedule.WarmupStableDecay(0.6, 0.5))
        .hasMessage("a rise over 0.6 and a fall over 0.5 of the budget");
    assertThatThrownBy(() -> new Schedule.WarmupStableDecay(Double.NaN, 0.5))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Schedule.Cosine(0, 2))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
