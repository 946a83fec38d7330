package dev.ponder.learn.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.compute.Format;
import dev.ponder.compute.Workers;
import dev.ponder.core.Effort;
import dev.ponder.core.Json;
import dev.ponder.curriculum.Curriculum;
import dev.ponder.engine.Engine;
import dev.ponder.grammar.Grammar;
import dev.ponder.learn.grading.Grader;
import dev.ponder.model.ModelLoader;
import dev.ponder.reason.Transcripts;
import dev.ponder.train.run.Checkpoints;
import dev.ponder.train.run.Examination;
import dev.ponder.train.run.Outcome;
import dev.ponder.train.run.Pace;
import dev.ponder.train.run.RunListener;
import dev.ponder.train.run.StepRecord;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A process that practises may be killed at any time. Takes seconds, since one is started.
@Timeout(600)
class KilledTuningTest {
  private static final Path MODEL = Path.of("../app/src/test/resources/reasoner-2m/model.gguf");
  private static final int STEPS = 3;
  private static final int KILLED_AFTER = 2;

  @TempDir Path folder;

  private static Tuning.Order order(Path folder) throws IOException {
    String task = "{\"messages\":[{\"role\":\"user\",\"content\":\"347*892\"}]}\n";
    Json grader =
        Json.parse(
            "{\"type\":\"text_similarity\",\"evaluation_metric\":\"fuzzy_match\","
                + "\"input\":\"{{sample.output_text}}\",\"reference\":\"309524\"}");
    Files.createDirectories(folder);
    return new Tuning.Order(
        MODEL,
        Files.writeString(folder.resolve("data.jsonl"), task),
        Optional.empty(),
        folder.resolve("run"),
        Method.Reinforcement.of(grader, Grader.Models.NONE, 2),
        new Scope.Adapter(2),
        new Tuning.Amount(STEPS, OptionalInt.empty(), 1),
        Effort.LOW,
        1,
        1);
  }

  /// Says each step that was taken; it is examined and saved after that.
  private static final class Printer implements RunListener {
    @Override
    public void stepped(StepRecord record, Pace pace) {
      System.out.println(record.step());
      System.out.flush();
    }

    @Override
    public void examined(long step, Examination.Result result) {}

    @Override
    public void notice(String sentence) {}
  }

  static final class Child {
    public static void main(String[] arguments) throws IOException {
      Thread.ofPlatform().daemon().start(Child::endWithParent);
      try (Tuning tuning = Tuning.prepare(order(Path.of(arguments[0])))) {
        tuning.training().run(new Printer());
      }
    }

    /// A test that is killed itself must not leave a trainer behind.
    private static void endWithParent() {
      try {
        System.in.read();
      } catch (IOException e) {
        // The parent is gone in another way.
      }
      Runtime.getRuntime().halt(0);
    }
  }

  @Test
  void comesToTheSameAdapterAndLeavesNothingBehind() throws Exception {
    Path killed = folder.resolve("killed");
    killAfterSteps(child(killed));
    Path run = killed.resolve("run");
    assertThat(Checkpoints.in(run).newest().orElseThrow().standing().step())
        .isBetween(1L, (long) STEPS - 1);
    // What a process leaves that dies while it writes a checkpoint, or its weights.
    Files.writeString(run.resolve("step-000000009.checkpoint.part"), "half");
    Files.writeString(run.resolve(".policy.gguf.12ab.part"), "half");
    assertThat(Files.mismatch(finished(killed), finished(folder.resolve("whole")))).isEqualTo(-1);
    try (Stream<Path> files = Files.list(run)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.endsWith(".part") || name.endsWith(".damaged"));
    }
  }

  private static Path finished(Path folder) throws IOException {
    Path file = folder.resolve("adapter.gguf");
    try (Tuning tuning = Tuning.prepare(order(folder))) {
      assertThat(tuning.training().run(new Printer())).isInstanceOf(Outcome.Finished.class);
      tuning.write(file, Format.F32, "adapter");
    }
    return file;
  }

  private static void killAfterSteps(Process child) throws Exception {
    int steps = 0;
    try (BufferedReader out = child.inputReader()) {
      String line = out.readLine();
      while (line != null) {
        steps++;
        if (steps == KILLED_AFTER) {
          // Not by the process itself, which would close what it has said.
          child.toHandle().destroyForcibly();
        }
        line = out.readLine();
      }
    }
    child.waitFor();
    assertThat(steps).isGreaterThanOrEqualTo(KILLED_AFTER);
  }

  private static Process child(Path folder) throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath(),
                Child.class.getName(),
                folder.toString()))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /// Not the property of that name: test runners load classes in ways of their own. Two are named
  /// by texts, since this module does not use them itself.
  private static String classPath() {
    try {
      return Stream.of(
              Child.class,
              Tuning.class,
              Workers.class,
              Json.class,
              ModelLoader.class,
              Engine.class,
              Grammar.class,
              Transcripts.class,
              Curriculum.class,
              RunListener.class,
              Class.forName("dev.ponder.jinja.Template"),
              Class.forName("tools.jackson.core.json.JsonFactory"))
          .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
          .map(location -> Path.of(location.getPath()).toString())
          .distinct()
          .collect(Collectors.joining(File.pathSeparator));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
