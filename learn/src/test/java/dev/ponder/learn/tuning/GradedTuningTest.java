package dev.ponder.learn.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ponder.core.Json;
import dev.ponder.core.ResponseEvent;
import dev.ponder.core.ScriptedResponder;
import dev.ponder.train.run.Outcome;
import dev.ponder.train.run.TrainingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A model practises what a grader says.
class GradedTuningTest {
  private TuningOrders orders = new TuningOrders(Path.of(""));

  @BeforeEach
  void writeThere(@TempDir Path folder) {
    orders = new TuningOrders(folder);
  }

  /// Without a thought the model can only guess at such a product, so its answers differ.
  @Test
  void practisesWhatAGraderLikes() throws IOException {
    Tuning.Order order =
        orders.order(
            TuningOrders.practice(TuningOrders.check("1"), 16),
            8,
            10,
            "{" + TuningOrders.ASKED.replace("hello", "347*892") + "]}\n");
    try (Tuning tuning = Tuning.prepare(order)) {
      TuningListener listener = new TuningListener(OptionalLong.empty());
      assertThat(tuning.training().run(listener)).isInstanceOf(Outcome.Finished.class);
      List<Double> rewards = listener.figures("step_reward");
      assertThat(rewards.getFirst()).isBetween(0.05, 0.75);
      assertThat(rewards.getLast()).isGreaterThan(rewards.getFirst() + 0.2);
      assertThat(listener.figures("truncated")).hasSizeGreaterThan(2);
    }
  }

  @Test
  void stopsWhenNothingCanBeGraded() throws IOException {
    ScriptedResponder mute =
        ScriptedResponder.playing(List.of(new ResponseEvent.TextDelta("hm", List.of())));
    Method method =
        Method.Reinforcement.of(
            Json.parse(
                "{\"type\":\"score_model\",\"model\":\"m\",\"input\":[{\"role\":\"user\",\"content\":\"?\"}]}"),
            _ -> Optional.of(mute),
            2);
    Tuning.Order order =
        orders.order(method, 1, 1, "{" + TuningOrders.ASKED.replace("hello", "2+2") + "]}");
    try (Tuning tuning = Tuning.prepare(order)) {
      assertThatExceptionOfType(TrainingException.class)
          .isThrownBy(tuning::examine)
          .withMessage("no answer of step 0 could be graded: the model m gave no number but 'hm'");
    }
  }
}
