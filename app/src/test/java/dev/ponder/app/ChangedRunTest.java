package dev.ponder.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run that cannot go on is refused with what can be done instead. Takes seconds, for a small
/// model is trained.
class ChangedRunTest {
  @TempDir Path folder;

  private CommandRun trained(String seed) {
    return CommandRun.of(
        "train",
        "miniature",
        "--tokens",
        "1",
        "--seed",
        seed,
        "--threads",
        "1",
        "--run",
        folder.resolve("run").toString());
  }

  private CommandRun practised() {
    return CommandRun.of(
        "practise",
        "--model",
        CommandRun.reasoner().toString(),
        "--steps",
        "1",
        "--threads",
        "1",
        "--run",
        folder.resolve("run/imitation").toString(),
        "--output",
        folder.resolve("better.gguf").toString());
  }

  @Test
  void theRefusalSaysHowToBeginAnew() {
    assertThat(trained("1").code()).isZero();
    assertRefused(trained("2"), "use --from-scratch or another --run");
    assertRefused(practised(), "use another --run");
  }

  private static void assertRefused(CommandRun run, String advice) {
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("cannot go on like this: ").endsWith(": %s%n".formatted(advice));
  }
}
