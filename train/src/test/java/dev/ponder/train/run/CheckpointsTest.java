package dev.ponder.train.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.train.Parameter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointsTest {
  @TempDir Path folder;

  private final float[] values = {1, 2, 3};

  @Test
  void theNewestThreeAndTheBestAreKept() {
    Checkpoints checkpoints = Checkpoints.in(folder);
    save(checkpoints, 1, 0.5);
    save(checkpoints, 2, 0.9);
    for (int step = 3; step < 8; step++) {
      save(checkpoints, step, 0.1);
    }
    assertThat(names())
        .containsExactly(
            "step-000000002.checkpoint",
            "step-000000005.checkpoint",
            "step-000000006.checkpoint",
            "step-000000007.checkpoint");
    assertThat(checkpoints.best().orElseThrow().standing().step()).isEqualTo(2);
    Checkpoints later = Checkpoints.in(folder);
    assertThat(later.takeStock()).hasValue(0.9);
    save(later, 8, 0.2);
    assertThat(names()).contains("step-000000002.checkpoint").hasSize(4);
  }

  @Test
  void savedValuesComeBack() {
    values[1] = -0.0f;
    save(Checkpoints.in(folder), 12, 0.5);
    Parameter parameter = Parameter.of("w", Parameter.Role.VECTOR, 1, 3);
    Checkpoint checkpoint = Checkpoints.in(folder).newest().orElseThrow();
    checkpoint.restore(List.of(parameter));
    assertThat(parameter.values()).isEqualTo(values);
    assertThat(checkpoint.standing()).isEqualTo(new Standing(12, 0.25, 3.5, 99));
    assertThat(checkpoint.configuration()).containsExactlyEntriesOf(Map.of("seed", "7"));
  }

  /// Where people count with other digits, checkpoints had names under which they were not found.
  @Test
  void namesHaveTheSameDigitsEverywhere() {
    Locale before = Locale.getDefault(Locale.Category.FORMAT);
    Locale.setDefault(Locale.Category.FORMAT, Locale.forLanguageTag("fa"));
    try {
      save(Checkpoints.in(folder), 12, 0.5);
    } finally {
      Locale.setDefault(Locale.Category.FORMAT, before);
    }
    assertThat(names()).containsExactly("step-000000012.checkpoint");
  }

  @Test
  void anotherModelIsRefused() {
    save(Checkpoints.in(folder), 12, 0.5);
    Checkpoint checkpoint = Checkpoints.in(folder).newest().orElseThrow();
    Parameter longer = Parameter.of("w", Parameter.Role.VECTOR, 1, 4);
    assertThatThrownBy(() -> checkpoint.restore(List.of(longer)))
        .isInstanceOf(TrainingException.class)
        .hasMessageEndingWith("is of another model: values/w has 3 numbers there and 4 here");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 9, 15, 40, 200, -20, -1})
  void aByteThatChangedIsNoticedAndTheOneBeforeTaken(int position) throws IOException {
    save(Checkpoints.in(folder), 1, 0.5);
    save(Checkpoints.in(folder), 2, 0.5);
    Path newest = folder.resolve("step-000000002.checkpoint");
    byte[] bytes = Files.readAllBytes(newest);
    bytes[position < 0 ? bytes.length + position : position] ^= 0x40;
    Files.write(newest, bytes);
    List<String> notices = new ArrayList<>();
    Checkpoint checkpoint = Checkpoints.in(folder).newest(notices::add).orElseThrow();
    assertThat(checkpoint.standing().step()).isEqualTo(1);
    assertThat(notices)
        .singleElement()
        .asString()
        .contains("cannot be used")
        .endsWith("going on from step 1");
    assertThat(names())
        .containsExactly("step-000000001.checkpoint", "step-000000002.checkpoint.damaged");
  }

  @Test
  void eachShorterFileIsRefused() throws IOException {
    save(Checkpoints.in(folder), 1, 0.5);
    Path file = folder.resolve("step-000000001.checkpoint");
    byte[] bytes = Files.readAllBytes(file);
    for (int length = 0; length < bytes.length; length++) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> Checkpoint.open(file)).isInstanceOf(TrainingException.class);
    }
  }

  @Test
  void aHeaderThatPromisesTooMuchIsRefusedBeforeAnythingIsAllocated() throws IOException {
    save(Checkpoints.in(folder), 1, 0.5);
    Path file = folder.resolve("step-000000001.checkpoint");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {-1, -1, -1, 127}), 12);
    }
    assertThatThrownBy(() -> Checkpoint.open(file)).hasMessageEndingWith("its header is damaged");
  }

  /// An older Ponder must not take what a newer one wrote for damaged, and train it all again.
  @Test
  void aWholeOneOfAnotherVersionIsLeftWhereItIs() throws Exception {
    save(Checkpoints.in(folder), 1, 0.5);
    save(Checkpoints.in(folder), 2, 0.5);
    Path newest = folder.resolve("step-000000002.checkpoint");
    byte[] bytes = Files.readAllBytes(newest);
    bytes[8] = 7;
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(bytes, 0, bytes.length - 32);
    System.arraycopy(digest.digest(), 0, bytes, bytes.length - 32, 32);
    Files.write(newest, bytes);
    assertThatThrownBy(() -> Checkpoints.in(folder).newest())
        .isInstanceOf(TrainingException.class)
        .hasMessageEndingWith("cannot be used: its version is 7, and this Ponder knows 1");
    assertThat(names()).containsExactly("step-000000001.checkpoint", "step-000000002.checkpoint");
  }

  @Test
  void whereNoneIsWholeNothingBegins() throws IOException {
    Files.writeString(
        folder.resolve("step-000000001.checkpoint"),
        "shopping list: milk, bread, yoghurt, eggs, and much more");
    assertThatThrownBy(() -> Checkpoints.in(folder).newest())
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("it is not a checkpoint of Ponder's, and no other is whole");
    assertThat(names()).containsExactly("step-000000001.checkpoint");
  }

  @Test
  void filesOfOthersAreNotTouched() throws IOException {
    List<String> others =
        List.of("notes.part", "step-1.checkpoint", "step-000000001.checkpoint.txt");
    for (String name : others) {
      Files.writeString(folder.resolve(name), "hers");
    }
    Files.writeString(folder.resolve("step-000000009.checkpoint.part"), "cut off");
    Checkpoints checkpoints = Checkpoints.in(folder);
    checkpoints.takeStock();
    for (int step = 1; step < 6; step++) {
      save(checkpoints, step, 0.5);
    }
    assertThat(names()).containsAll(others).doesNotContain("step-000000009.checkpoint.part");
  }

  @Test
  void aFullDiskLeavesTheOthersAndNothingElse() {
    save(Checkpoints.in(folder), 1, 0.5);
    Checkpoints full = Checkpoints.in(folder, FullDisk::open);
    assertThatThrownBy(() -> save(full, 2, 0.5))
        .isInstanceOf(TrainingException.class)
        .hasMessageStartingWith("the disk is full: ");
    assertThat(names()).containsExactly("step-000000001.checkpoint");
    assertThat(full.newest()).isPresent();
  }

  @Test
  void whatCannotBeClearedAwayDoesNotHideTheReason() {
    Checkpoints checkpoints =
        Checkpoints.in(
            folder,
            file -> {
              Files.createDirectories(file.resolve("not empty"));
              throw new IOException("No space left on device");
            });
    assertThatThrownBy(() -> save(checkpoints, 2, 0.5))
        .isInstanceOf(TrainingException.class)
        .hasMessageStartingWith("the disk is full: ");
  }

  /// Writes a few bytes and then no more.
  private static final class FullDisk implements Checkpoints.FileOnTheWay {
    private final FileChannel channel;

    private FullDisk(FileChannel channel) {
      this.channel = channel;
    }

    static FullDisk open(Path file) throws IOException {
      return new FullDisk(
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (channel.size() > 20) {
        throw new IOException("No space left on device");
      }
      channel.write(ByteBuffer.wrap(bytes, offset, length));
    }

    @Override
    public void sync() {}

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  @Test
  void whatIsNotFiniteIsNotSaved() {
    save(Checkpoints.in(folder), 1, 0.5);
    values[2] = Float.POSITIVE_INFINITY;
    assertThatThrownBy(() -> save(Checkpoints.in(folder), 2, 0.5))
        .isInstanceOf(DivergedException.class);
    assertThat(names()).containsExactly("step-000000001.checkpoint");
  }

  @Test
  void aRunTakesTheOneBeforeADamagedOne() throws IOException {
    List<float[]> expected;
    try (Experiment experiment = new Experiment(folder)) {
      experiment.run(6).run(new Recorder());
      expected = experiment.values();
    }
    Files.write(folder.resolve("step-000000006.checkpoint"), new byte[100]);
    Recorder recorder = new Recorder();
    try (Experiment experiment = new Experiment(folder)) {
      experiment
          .run(place -> Counting.batch(place.step()), experiment.settings(6, Duration.ZERO))
          .run(recorder);
      assertThat(experiment.values()).usingRecursiveComparison().isEqualTo(expected);
    }
    assertThat(recorder.notices).hasSize(2).last().isEqualTo("going on after step 5");
    assertThat(recorder.steps).hasSize(1);
  }

  private void save(Checkpoints checkpoints, long step, double score) {
    CheckpointHeader header =
        new CheckpointHeader(
            new Standing(step, 0.25, 3.5, 99),
            OptionalDouble.of(score),
            Map.of("seed", "7"),
            2,
            Map.of("values/w", 3));
    checkpoints.save(header, new byte[2], List.of(new Tensor("values/w", values)));
  }

  private List<String> names() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
