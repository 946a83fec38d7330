package dev.ponder.learn.reinforcement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.compute.Format;
import dev.ponder.core.Effort;
import dev.ponder.curriculum.Curriculum;
import dev.ponder.curriculum.Subject;
import dev.ponder.learn.ServedModel;
import dev.ponder.train.Example;
import dev.ponder.train.run.Budget;
import dev.ponder.train.run.Examination;
import dev.ponder.train.run.Labelled;
import dev.ponder.train.run.Outcome;
import dev.ponder.train.run.Pace;
import dev.ponder.train.run.RunListener;
import dev.ponder.train.run.StepRecord;
import dev.ponder.train.run.TrainingRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PracticeRunTest {
  private static final Path MODEL = Path.of("../app/src/test/resources/reasoner-2m/model.gguf");

  @TempDir Path folder;

  private static final class Listener implements RunListener {
    private final List<Long> examined = new ArrayList<>();
    private Optional<TrainingRun> stopped = Optional.empty();

    @Override
    public void stepped(StepRecord record, Pace pace) {
      stopped.ifPresent(TrainingRun::stop);
    }

    @Override
    public void examined(long step, Examination.Result result) {
      assertThat(result.figures()).containsKey("reward");
      examined.add(step);
    }

    @Override
    public void notice(String sentence) {}
  }

  @Test
  void practisesAModelFileThroughTheServingEngineAndGoesOnLater() throws IOException {
    List<Subject> subjects =
        Curriculum.subjects().stream().filter(one -> one.name().equals("sequences")).toList();
    List<Cell> cells =
        Cell.of(subjects).stream().filter(cell -> cell.effort() == Effort.LOW).toList();
    Labelled worked =
        new Labelled("worked", new Example(new int[] {1, 2, 3}, new float[] {0, 1, 1}));
    Listener listener = new Listener();
    PracticeRun.Order order =
        new PracticeRun.Order(
            MODEL, folder, new Budget.Steps(2), 1e-4, new Plan(2, 2, 0.15, 0, 2, 1, 8, 1024, 3), 1);
    try (PracticeRun practice = PracticeRun.prepare(order, cells, _ -> _ -> worked)) {
      TrainingRun training = practice.training();
      listener.stopped = Optional.of(training);
      assertThat(training.run(listener)).isInstanceOf(Outcome.Stopped.class);
      listener.stopped = Optional.empty();
    }
    try (PracticeRun practice = PracticeRun.prepare(order, cells, _ -> _ -> worked)) {
      assertThat(practice.training().run(listener)).isInstanceOf(Outcome.Finished.class);
      assertThat(practice.keepBest()).isPresent();
      practice.write(folder.resolve("out.gguf"), Format.F16, Map.of());
    }
    assertThat(listener.examined).containsExactly(1L, 2L);
    try (ServedModel served = ServedModel.open(folder.resolve("out.gguf"), 1, 1)) {
      assertThat(served.loaded().name()).isEqualTo("reasoner-2m");
      assertThat(served.loaded().chatTemplate()).isPresent();
    }
    PracticeCharts.write(folder);
    assertThat(folder.resolve("reward.svg")).content().contains("</svg>");
  }
}
