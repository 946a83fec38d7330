package dev.ponder.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Duration TARGET = Duration.ofMillis(200);
  private static final long MILLISECOND = 1_000_000;

  @Test
  void promptsAloneHaveTheWholeStep() {
    Pace pace = new Pace(TARGET, 512);
    pace.took(512, 9_000 * MILLISECOND);

    assertThat(pace.tokens(3, 0)).isEqualTo(512);
  }

  @Test
  void withoutATargetSoDoPromptsBesideAnswers() {
    Pace pace = new Pace(Duration.ZERO, 512);
    pace.took(512, 9_000 * MILLISECOND);

    assertThat(pace.tokens(3, 1)).isEqualTo(512);
  }

  @Test
  void stepsComeToTakeAboutTheTargetAtAnySpeed() {
    for (double millisecondsPerToken : new double[] {0.5, 1, 2, 4}) {
      Pace pace = new Pace(TARGET, 512);
      for (int step = 0; step < 30; step++) {
        run(pace, millisecondsPerToken);
      }

      assertThat(run(pace, millisecondsPerToken) / (double) TARGET.toNanos()).isBetween(0.8, 1.25);
    }
  }

  @Test
  void onASlowMachinePromptsStillAdvance() {
    Pace pace = new Pace(TARGET, 512);
    IntStream.range(0, 30).forEach(step -> run(pace, 100));

    assertThat(pace.tokens(5, 1)).isEqualTo(5 + 32);
  }

  @Test
  void oneHaltOfTheMachineDoesNotChangeThePaceForLong() {
    Pace pace = new Pace(TARGET, 512);
    IntStream.range(0, 30).forEach(step -> run(pace, 1));
    int before = pace.tokens(1, 1);
    pace.took(before, 5_000 * MILLISECOND);
    IntStream.range(0, 10).forEach(step -> run(pace, 1));

    assertThat(pace.tokens(1, 1)).isBetween(before * 3 / 4, before * 5 / 4);
  }

  private static long run(Pace pace, double millisecondsPerToken) {
    int tokens = pace.tokens(1, 1);
    long nanos = (long) (tokens * millisecondsPerToken * MILLISECOND);
    pace.took(tokens, nanos);
    return nanos;
  }

  @Test
  void whileAnAnswerIsWrittenAnotherPromptIsReadInStepsOfTheLeastSize() {
    FakeModel model = new FakeModel();
    Harness engine =
        new Harness(
            model, new EngineOptions(1024, 512, 16, 64, 512).withStepTime(Duration.ofNanos(1)));
    engine.submit(Requests.greedy(Requests.prompt(1, 4), 100));
    engine.step();
    engine.submit(Requests.greedy(Requests.prompt(2, 800), 10));
    engine.record();
    engine.step();
    engine.step();

    assertThat(engine.trace()).isEqualTo("[4..5)[0..65) | [5..6)[65..98)");
  }
}
