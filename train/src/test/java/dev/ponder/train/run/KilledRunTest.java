package dev.ponder.train.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.compute.Workers;
import dev.ponder.core.Json;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A process that trains may end in any way. Takes seconds, since processes are started;
/// `-Dponder.train.kills=50` kills more often.
@Timeout(300)
class KilledRunTest {
  private static final int KILLS = Integer.getInteger("ponder.train.kills", 2);
  private static final int STEPS = 400;

  @TempDir Path folder;

  /// Trains in a folder, saves each step, and prints each one that was saved; and at the end, if it
  /// comes to that, how it ended.
  static final class Child {
    public static void main(String[] arguments) {
      Thread.ofPlatform().daemon().start(Child::endWithParent);
      Experiment experiment = new Experiment(Path.of(arguments[0]));
      TrainingRun run = experiment.run(Long.parseLong(arguments[1]));
      try (StopOnSignal _ = StopOnSignal.of(run, Duration.ofSeconds(30))) {
        System.out.println(run.run(new Printer()).sentence());
        System.out.flush();
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

  /// Says at a step that the one before is saved.
  private static final class Printer implements RunListener {
    @Override
    public void stepped(StepRecord record, Pace pace) {
      System.out.println(record.step() - 1);
      System.out.flush();
    }

    @Override
    public void examined(long step, Examination.Result result) {}

    @Override
    public void notice(String sentence) {}
  }

  @Test
  void aRunThatWasKilledComesToTheSameBits() throws Exception {
    SplittableRandom random = new SplittableRandom();
    long steps = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      List<String> said = endAfter(child(), 3 + random.nextInt(20), ProcessHandle::destroyForcibly);
      long saved = Long.parseLong(said.getLast());
      long newest = Checkpoints.in(folder).newest().orElseThrow().standing().step();
      assertThat(newest).isGreaterThanOrEqualTo(Math.max(saved, steps));
      steps = newest;
    }
    long end = steps + 3;
    assertThat(finished(folder, end))
        .usingRecursiveComparison()
        .isEqualTo(finished(folder.resolve("whole"), end));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.endsWith(".part") || name.endsWith(".damaged"));
    }
    assertThat(Metrics.read(folder).stream().filter(r -> r.kind().equals(MetricRow.STEP)))
        .hasSize((int) end);
  }

  private static List<float[]> finished(Path folder, long steps) {
    try (Experiment experiment = new Experiment(folder)) {
      RunSettings settings = experiment.settings(new Budget.Steps(STEPS), Duration.ZERO);
      new Recorder()
          .runUntil(steps, experiment.run(place -> Counting.batch(place.step()), settings));
      return experiment.values();
    }
  }

  @Test
  void aSignalLetsTheStepEndAndSavesIt() throws Exception {
    List<String> said = endAfter(child(), 5, ProcessHandle::destroy);
    long newest = Checkpoints.in(folder).newest().orElseThrow().standing().step();
    assertThat(said.getLast()).startsWith("stopped after step " + newest + ",");
    assertThat(said.getLast()).endsWith("the same command goes on from there");
    List<MetricRow> rows = Metrics.read(folder);
    assertThat(rows.getLast().step()).isEqualTo(newest);
  }

  private interface End {
    void of(ProcessHandle process);
  }

  /// What the child said until it was gone, having been ended after so many lines.
  private static List<String> endAfter(Process child, int lines, End end) throws Exception {
    List<String> said = new ArrayList<>();
    try (BufferedReader out = child.inputReader()) {
      String line = out.readLine();
      while (line != null) {
        said.add(line);
        if (said.size() == lines) {
          // Not by the process itself, which would close what it has said.
          end.of(child.toHandle());
        }
        line = out.readLine();
      }
    }
    child.waitFor();
    assertThat(said).hasSizeGreaterThanOrEqualTo(lines);
    return said;
  }

  private Process child() throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath(),
                Child.class.getName(),
                folder.toString(),
                Integer.toString(STEPS)))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /// Not the property of that name: test runners load classes in ways of their own. The parser is
  /// named by a text, since this module does not use it itself.
  private static String classPath() {
    try {
      return Stream.of(
              Child.class,
              TrainingRun.class,
              Workers.class,
              Json.class,
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
