package dev.ponder.train.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsTest {
  @TempDir Path folder;

  @Test
  void metricsAfterTheCheckpointAreDroppedWithATornLine() throws IOException {
    try (Experiment experiment = new Experiment(folder)) {
      experiment
          .run(place -> Counting.batch(place.step()), experiment.settings(4, Experiment.NEVER))
          .run(new Recorder());
    }
    Path metrics = folder.resolve("metrics.jsonl");
    String good = Files.readString(metrics);
    Files.writeString(metrics, good + "{\"kind\":\"step\",\"step\":5,\"loss\":1}\n{\"kind\":\"st");
    try (Experiment experiment = new Experiment(folder)) {
      experiment
          .run(place -> Counting.batch(place.step()), experiment.settings(4, Experiment.NEVER))
          .run(new Recorder());
    }
    assertThat(Files.readString(metrics)).isEqualTo(good);
    assertThat(Metrics.read(folder)).hasSize(5).last().matches(r -> r.kind().equals("examination"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{\"kind\":\"st"})
  void metricsOfWhichOnlyTheFirstLineWasBegunAreBegunAgain(String torn) throws IOException {
    Files.writeString(folder.resolve("metrics.jsonl"), torn);
    try (Experiment experiment = new Experiment(folder)) {
      assertThat(experiment.run(3).run(new Recorder())).isInstanceOf(Outcome.Finished.class);
    }
    assertThat(Metrics.read(folder)).hasSize(4);
  }

  /// A character that is cut in two is replaced by one that is longer: lines were counted by that.
  @Test
  void metricsAreCutWhereTheyWereBroken() throws IOException {
    Path file = folder.resolve("metrics.jsonl");
    byte[] good = "{\"kind\":\"step\",\"step\":1}\n".getBytes(StandardCharsets.UTF_8);
    byte[] odd = "{\"kind\":\"step\",\"step\":1,\"?\":1}\n".getBytes(StandardCharsets.UTF_8);
    odd[odd.length - 6] = (byte) 0xc3;
    Files.write(file, odd);
    Files.write(file, good, StandardOpenOption.APPEND);
    Files.writeString(file, "{\"kind\":\"step\",\"step\":9}\n", StandardOpenOption.APPEND);
    Metrics.open(folder, 1).close();
    assertThat(Files.size(file)).isEqualTo(odd.length + good.length);
  }

  @Test
  void otherPeoplesMetricsAreLeftAlone() throws IOException {
    Files.writeString(folder.resolve("metrics.jsonl"), "dear diary\n");
    try (Experiment experiment = new Experiment(folder)) {
      assertThatThrownBy(() -> experiment.run(3).run(new Recorder()))
          .isInstanceOf(TrainingException.class)
          .hasMessageContaining("is not a run's metrics");
    }
    assertThat(folder.resolve("metrics.jsonl")).hasContent("dear diary");
  }
}
