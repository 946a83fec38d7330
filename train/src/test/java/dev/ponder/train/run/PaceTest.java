package dev.ponder.train.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {
  private static final StepRecord RECORD =
      new StepRecord(
          12_345, 1, new Losses(Map.of("a", new Losses.Mean(0.12345, 10))), 1, 1, 8, 8_000, 1);

  @Test
  void theLineSaysHowFastAndHowLong() {
    Pace.Meter meter = new Pace.Meter(16e6);
    Standing before = new Standing(1, 0.5, 10, 10);
    Pace pace = before(meter, before, new Standing(2, 0.501, 11, 20));
    assertThat(pace.line(RECORD))
        .isEqualTo("step 12345, loss 0.1235, 8000 tok/s, 128 GFLOP/s, 8 min left");
    Pace unknown = before(new Pace.Meter(0), before, new Standing(2, 0.501, 11, 20));
    assertThat(unknown.line(RECORD)).isEqualTo("step 12345, loss 0.1235, 8000 tok/s, 8 min left");
    StepRecord nothing = new StepRecord(2, 0, new Losses(Map.of()), 0, 1, 1, 2, 1);
    assertThat(unknown.line(nothing)).isEqualTo("step 2, nothing to learn, 8000 tok/s, 8 min left");
  }

  private static Pace before(Pace.Meter meter, Standing before, Standing after) {
    return meter.after(8_000, 1, before, after);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 s",
    "89, 89 s",
    "91, 2 min",
    "5399, 1 h 30 min",
    "3600, 60 min",
    "36000, 10 h 00 min"
  })
  void durationsAreReadable(long seconds, String text) {
    assertThat(Pace.text(Duration.ofSeconds(seconds))).isEqualTo(text);
  }
}
