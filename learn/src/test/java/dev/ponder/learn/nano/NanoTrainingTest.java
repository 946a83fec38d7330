package dev.ponder.learn.nano;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.compute.Format;
import dev.ponder.model.gguf.GgufFile;
import dev.ponder.train.run.Budget;
import dev.ponder.train.run.Examination;
import dev.ponder.train.run.Outcome;
import dev.ponder.train.run.Pace;
import dev.ponder.train.run.RunListener;
import dev.ponder.train.run.StepRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Takes some seconds: it is the whole way from nothing to a file that serves.
class NanoTrainingTest {
  @TempDir private Path folder;

  private static final class Watching implements RunListener {
    private final List<Double> losses = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();

    @Override
    public void stepped(StepRecord record, Pace pace) {
      losses.add(record.losses().mean());
    }

    @Override
    public void examined(long step, Examination.Result result) {
      notices.add("examined");
    }

    @Override
    public void notice(String sentence) {
      notices.add(sentence);
    }
  }

  @Test
  void aMiniatureLearnsGoesOnAndIsWritten() {
    Watching first = new Watching();
    NanoVocabulary.ofBytes().write(folder.resolve("vocabulary.gguf"));
    NanoTraining.Order order =
        new NanoTraining.Order(NanoSize.MINIATURE, folder, new Budget.Steps(3), 1, 2);
    try (NanoTraining training = NanoTraining.prepare(order, _ -> {})) {
      assertThat(training.imitation().run(first)).isInstanceOf(Outcome.Finished.class);
    }
    assertThat(first.losses.getLast()).isLessThan(first.losses.getFirst());
    Watching second = new Watching();
    try (NanoTraining again = NanoTraining.prepare(order, _ -> {})) {
      assertThat(again.imitation().run(second).step()).isEqualTo(3);
      assertThat(second.losses).isEmpty();
      assertThat(second.notices).containsExactly("going on after step 3");
      Path file = folder.resolve("nano.gguf");
      again.write(file, Format.F16, "ponder-miniature");
      try (GgufFile written = GgufFile.open(file)) {
        assertThat(written.metadata().text("general.name")).hasValue("ponder-miniature");
        assertThat(written.metadata().requiredInt("ponder.steps")).isEqualTo(3);
      }
    }
  }
}
