package dev.ponder.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FinetuneCommandTest {
  private static final String LINE =
      "{\"messages\":[{\"role\":\"user\",\"content\":\"hello\"},"
          + "{\"role\":\"assistant\",\"content\":\"77\"}]}\n";

  @TempDir Path folder;

  private CommandRun tuned(String data, String multiplier, String... more) throws IOException {
    return tunedOf(CommandRun.reasoner().toString(), data, multiplier, more);
  }

  private CommandRun tunedOf(String model, String data, String multiplier, String... more)
      throws IOException {
    Path file = Files.writeString(folder.resolve("data.jsonl"), data);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "finetune",
                "--model",
                model,
                "--data",
                file.toString(),
                "--output",
                folder.resolve("mine.gguf").toString(),
                "--effort",
                "low",
                "--epochs",
                "10",
                "--learning-rate-multiplier",
                multiplier,
                "--suffix",
                "Mine",
                "--threads",
                "1"));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  @Test
  void theTunedModelAnswersAsItWasShown() throws IOException {
    CommandRun tuning = tuned(LINE, "20", "--full");
    assertThat(tuning.err())
        .contains("hint: the model is judged by 1 example, too few for the figures to mean much")
        .contains("finished after step 10")
        .contains("the last step was the best on the first examples");
    assertThat(tuning.code()).isZero();
    assertThat(tuning.out())
        .contains("loss on the first examples: ")
        .contains("serve it: ponder serve --model " + folder.resolve("mine.gguf"));
    String model = folder.resolve("mine.gguf").toString();
    CommandRun answer =
        CommandRun.of("run", "hello", "--model", model, "--effort", "low", "--temperature", "0");
    assertThat(answer.out()).isEqualToIgnoringNewLines("77");
    // Given again, there is nothing left to do.
    assertThat(tuned(LINE, "20", "--full").err()).contains("going on after step 10");
  }

  @Test
  void anAdapterAnswersAsItWasShown() throws IOException {
    CommandRun tuning = tuned(LINE, "4");
    assertThat(tuning.err()).contains("an adapter of rank 16");
    assertThat(tuning.code()).isZero();
    String model = CommandRun.reasoner().toString();
    String adapter = folder.resolve("mine.gguf").toString();
    assertThat(tuning.out())
        .contains("serve it: ponder serve --model %s --adapter %s".formatted(model, adapter));
    String[] run = {
      "run", "hello", "--model", model, "--adapter", adapter, "-e", "low", "--temperature", "0"
    };
    assertThat(CommandRun.of(run).out()).isEqualToIgnoringNewLines("77");
  }

  @Test
  void theModelToServeIsNamedAsItWasGiven() throws IOException {
    assumeTrue(BuiltInModel.exists());
    CommandRun tuning = tunedOf("ponder-nano", LINE, "1");
    assertThat(tuning.out())
        .contains("serve --model ponder-nano --adapter " + folder.resolve("mine.gguf"));
  }

  @Test
  void writesTheBestStepAndRefusesToGoOnWithSomethingElse() throws IOException {
    Path held = Files.writeString(folder.resolve("held.jsonl"), LINE.replace("77", "no"));
    String[] judged = {"--validation", held.toString()};
    CommandRun tuning = tuned(LINE, "4", judged);
    assertThat(tuning.err())
        .containsPattern("step \\d of 10 was the best on \\S+held.jsonl, and is what is written");
    assertThat(tuning.out()).contains("loss on " + held);
    Files.writeString(held, LINE.replace("77", "yes"));
    CommandRun changed = tuned(LINE, "4", judged);
    assertThat(changed.code()).isEqualTo(1);
    assertThat(changed.err())
        .endsWith(
            "ponder: the run in %s cannot go on like this: the validation has changed since it began: use --from-scratch or another --run%n"
                .formatted(folder.resolve("mine.gguf.run")));
    CommandRun anew =
        tuned(LINE, "4", "--validation", held.toString(), "--from-scratch", "--keep", "last");
    assertThat(anew.err())
        .contains("the earlier run is in " + folder.resolve("mine.gguf.run.1") + " now")
        .doesNotContain("and is what is written");
    assertThat(anew.code()).isZero();
  }

  @Test
  void namesTheLineThatCannotBeLearned() throws IOException {
    CommandRun tuning = tuned(LINE + "{\"messages\":7}\n", "1");
    assertThat(tuning.code()).isEqualTo(1);
    assertThat(tuning.err())
        .isEqualToIgnoringNewLines(
            "ponder: %s, line 2: messages must be a list of messages"
                .formatted(folder.resolve("data.jsonl")));
    assertThat(folder.resolve("mine.gguf")).doesNotExist();
  }
}
