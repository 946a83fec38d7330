package dev.ponder.learn.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ponder.train.run.ChangedRunException;
import dev.ponder.train.run.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run goes on only with what it began with.
class ChangedTuningTest {
  private TuningOrders orders = new TuningOrders(Path.of(""));

  @BeforeEach
  void writeThere(@TempDir Path folder) {
    orders = new TuningOrders(folder);
  }

  private static void assertRefused(Tuning.Order order, String why) {
    try (Tuning tuning = Tuning.prepare(order)) {
      assertThatExceptionOfType(ChangedRunException.class)
          .isThrownBy(() -> TuningListener.run(tuning, OptionalLong.empty()))
          .withMessage("the run in %s cannot go on like this: %s", order.folder(), why);
    }
  }

  @Test
  void refusesByNameWhatHasChangedSinceTheRunBegan() throws IOException {
    String data = TuningOrders.DEMONSTRATION.formatted("7");
    try (Tuning tuning = Tuning.prepare(orders.order(new Method.Supervised(), 2, 1, data))) {
      TuningListener.run(tuning, OptionalLong.of(1));
    }
    Tuning.Order other =
        orders.order(new Method.Supervised(), 3, 1, TuningOrders.DEMONSTRATION.formatted("9"));
    assertRefused(other, "the data has changed since it began, epochs was 2 and is 3 now");
  }

  @Test
  void refusesAnotherGrader() throws IOException {
    String task = "{" + TuningOrders.ASKED.replace("hello", "2+2") + "]}";
    try (Tuning tuning =
        Tuning.prepare(
            orders.order(TuningOrders.practice(TuningOrders.check("4"), 2), 2, 1, task))) {
      assertThat(TuningListener.run(tuning, OptionalLong.of(1)))
          .isInstanceOf(Outcome.Stopped.class);
    }
    assertRefused(
        orders.order(TuningOrders.practice(TuningOrders.check("5"), 2), 2, 1, task),
        "the grader has changed since it began");
    assertRefused(
        orders.order(TuningOrders.practice(TuningOrders.check("4"), 3), 2, 1, task),
        "group was 2 and is 3 now");
  }
}
