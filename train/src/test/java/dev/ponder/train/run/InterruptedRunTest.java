package dev.ponder.train.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InterruptedRunTest {
  @TempDir Path folder;

  @Test
  void aThreadThatIsInterruptedWhileItWaitsSavesWhatItHas() {
    try (Experiment experiment = new Experiment(folder)) {
      Thread training = Thread.currentThread();
      Recorder recorder = new Recorder();
      Source source =
          place -> {
            if (place.step() == 4) {
              while (recorder.taken < 3 || training.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
              }
              training.interrupt();
            }
            return Counting.batch(place.step());
          };
      Outcome outcome =
          experiment.run(source, experiment.settings(9, Experiment.NEVER)).run(recorder);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(outcome).isInstanceOf(Outcome.Stopped.class);
      assertThat(outcome.step()).isEqualTo(3);
    }
  }

  /// The step was computed and could not be written down: files were written in a way that an
  /// interrupt ends.
  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void aThreadThatIsInterruptedInAStepSavesThatStep(int ahead) {
    try (Experiment experiment = new Experiment(folder)) {
      Source source =
          new Source() {
            @Override
            public Batch batch(Place place) {
              return Counting.batch(place.step());
            }

            @Override
            public int ahead() {
              return ahead;
            }
          };
      Examination interrupting =
          trainer -> {
            Thread.currentThread().interrupt();
            return Experiment.examination().examine(trainer);
          };
      TrainingRun run =
          new TrainingRun(
              experiment.trainer, source, interrupting, experiment.settings(9, Experiment.NEVER));
      Outcome outcome = run.run(new Recorder());
      assertThat(Thread.interrupted()).isTrue();
      assertThat(outcome).isInstanceOf(Outcome.Stopped.class);
      assertThat(outcome.step()).isEqualTo(5);
      assertThat(Checkpoints.in(folder).newest().orElseThrow().score()).isPresent();
    }
  }
}
