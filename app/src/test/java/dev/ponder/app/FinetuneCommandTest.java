package dev.ponder.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FinetuneCommandTest {
  private static final String LINE =
      "{\"messages\":[{\"role\":\"user\",\"content\":\"hello\"},"
          + "{\"role\":\"assistant\",\"content\":\"77\"}]}\n";

  @TempDir Path folder;

  private CommandRun tuned(String data) throws IOException {
    Path file = Files.writeString(folder.resolve("data.jsonl"), data);
    return CommandRun.of(
        "finetune",
        "--model",
        CommandRun.reasoner().toString(),
        "--data",
        file.toString(),
        "--output",
        folder.resolve("mine.gguf").toString(),
        "--effort",
        "low",
        "--epochs",
        "10",
        "--learning-rate-multiplier",
        "20",
        "--suffix",
        "Mine",
        "--threads",
        "1");
  }

  @Test
  void theTunedModelAnswersAsItWasShown() throws IOException {
    CommandRun tuning = tuned(LINE);
    assertThat(tuning.err()).contains("finished after step 10");
    assertThat(tuning.code()).isZero();
    assertThat(tuning.out())
        .contains("loss on the first examples: ")
        .contains("serve it: ponder serve --model " + folder.resolve("mine.gguf"));
    String model = folder.resolve("mine.gguf").toString();
    CommandRun answer =
        CommandRun.of("run", "hello", "--model", model, "--effort", "low", "--temperature", "0");
    assertThat(answer.out()).isEqualToIgnoringNewLines("77");
    // Given again, there is nothing left to do.
    assertThat(tuned(LINE).err()).contains("going on after step 10");
  }

  @Test
  void namesTheLineThatCannotBeLearned() throws IOException {
    CommandRun tuning = tuned(LINE + "{\"messages\":7}\n");
    assertThat(tuning.code()).isEqualTo(1);
    assertThat(tuning.err())
        .isEqualToIgnoringNewLines(
            "ponder: %s, line 2: messages must be a list of messages"
                .formatted(folder.resolve("data.jsonl")));
    assertThat(folder.resolve("mine.gguf")).doesNotExist();
  }
}
