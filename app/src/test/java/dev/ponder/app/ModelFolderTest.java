package dev.ponder.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.compute.CacheType;
import dev.ponder.core.Cancelled;
import dev.ponder.core.Conversation;
import dev.ponder.core.Effort;
import dev.ponder.core.Item;
import dev.ponder.core.ModelInfo;
import dev.ponder.core.Problem;
import dev.ponder.core.ResponseEvent;
import dev.ponder.core.ResponseRequest;
import dev.ponder.core.Role;
import dev.ponder.fleet.Fleet;
import dev.ponder.fleet.Names;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A folder of models, as `ponder serve --models` has it.
final class ModelFolderTest {
  private static final long PLENTY = 4L << 30;

  @TempDir private Path folder;
  private final StringWriter said = new StringWriter();

  @BeforeEach
  void twoModelsAndWhatIsNone() throws IOException {
    Files.copy(CommandRun.reasoner(), folder.resolve("One-Q8_0.gguf"));
    Files.copy(
        CommandRun.reasoner(), Files.createDirectory(folder.resolve("more")).resolve("two.gguf"));
    Files.writeString(folder.resolve("broken.gguf"), "no model at all");
    Files.writeString(folder.resolve("mmproj-two.gguf"), "eyes");
    Files.writeString(folder.resolve("readme.txt"), "text");
  }

  @Test
  void listsWhatCanBeServedAndSaysWhatCannot() throws Exception {
    try (Fleet fleet = fleet("", PLENTY)) {
      assertThat(fleet.models())
          .extracting(ModelInfo::id)
          .containsExactly("one-q8_0", "two", "o4-mini", "o4-mini-2025-04-16");
      fleet.models();
    }
    assertThat(said.toString()).startsWith("Leaving out ").contains("broken.gguf").hasLineCount(1);
  }

  @Test
  void aLaterPartWithoutTheFirstIsToldOf() throws Exception {
    Files.writeString(folder.resolve("half-00003-of-00003.gguf"), "of another");
    try (Fleet fleet = fleet("", PLENTY)) {
      assertThat(fleet.models()).extracting(ModelInfo::id).contains("one-q8_0", "two");
    }
    assertThat(said.toString()).contains("half-00003-of-00003.gguf");
  }

  @Test
  void aDamagedNeighbourDoesNotKeepTheOthersFromAnswering() throws Exception {
    try (Fleet fleet = fleet("[aliases]\no4-mini = two\nbroken = broken\n", PLENTY)) {
      assertThat(answer(fleet, "o4-mini")).startsWith("two@");
      assertThat(fleet.find("broken")).isEmpty();
    }
  }

  @Test
  void aFileThatComesLaterIsFound() throws Exception {
    try (Fleet fleet = fleet("", PLENTY)) {
      assertThat(fleet.find("three")).isEmpty();
      Files.copy(CommandRun.reasoner(), folder.resolve("three.gguf"));

      assertThat(answer(fleet, "three")).startsWith("three@");
    }
  }

  @Test
  void settingsHoldForOneModel() throws Exception {
    try (Fleet fleet =
        fleet("[two]\ncontext = 64\neffort = low\ntemperature = 0.5\nmax-tokens = 9\n", PLENTY)) {
      ModelInfo two = fleet.find("two").orElseThrow();
      ModelInfo one = fleet.find("one-q8_0").orElseThrow();

      assertThat(two.contextLength()).isEqualTo(64);
      assertThat(two.defaults().effort()).isEqualTo(Effort.LOW);
      assertThat(two.defaults().sampling().temperature()).isEqualTo(0.5);
      assertThat(two.defaults().maxOutputTokens()).hasValue(9);
      assertThat(one.contextLength()).isEqualTo(1024);
      assertThat(one.defaults().effort()).isEqualTo(Effort.MEDIUM);
    }
  }

  @Test
  void aModelAndWhatAnAdapterMakesOfItAreServedSideBySide() throws Exception {
    SmallAdapter.write(folder.resolve("notes.gguf"), 0.5f);
    String adapted = "[ft:%1$s:notes]\nmodel = %1$s\nadapter = notes.gguf\ncontext = 64\n";
    try (Fleet fleet = fleet(adapted.formatted("two") + adapted.formatted("three"), PLENTY)) {
      assertThat(fleet.models())
          .extracting(ModelInfo::id)
          .containsExactly("one-q8_0", "two", "ft:two:notes", "o4-mini", "o4-mini-2025-04-16");
      assertThat(fleet.find("ft:two:notes").orElseThrow().contextLength()).isEqualTo(64);
      String base = answer(fleet, "two");
      String tuned = answer(fleet, "ft:two:notes");

      assertThat(base).startsWith("two@");
      assertThat(tuned).startsWith("ft:two:notes@").doesNotEndWith(base.substring(3));
      assertThat(loaded(fleet)).containsExactlyInAnyOrder("two", "ft:two:notes");
    }
    assertThat(said.toString())
        .contains("Leaving out ft:three:notes: there is no model 'three' here")
        .doesNotContain("notes.gguf")
        .hasLineCount(2);
  }

  @Test
  void makesRoomForTheOneThatIsAskedFor() throws Exception {
    Serving serving = serving("", PLENTY);
    long each = ModelShelf.folder(folder, serving).sources().getFirst().bytes();
    try (Fleet fleet = Fleet.of(shelf("", PLENTY), new Names(Map.of()), each + each / 2)) {
      answer(fleet, "one-q8_0");
      answer(fleet, "two");

      assertThat(loaded(fleet)).containsExactly("two");
      answer(fleet, "one-q8_0");
      assertThat(loaded(fleet)).containsExactly("one-q8_0");
    }
  }

  @Test
  void whatDoesNotFitIsRefusedInASentence() throws Exception {
    try (Fleet fleet = fleet("", 1 << 20)) {
      assertThatThrownBy(() -> answer(fleet, "two"))
          .isInstanceOf(Problem.Exceptional.class)
          .hasMessageContaining("The model 'two' cannot be loaded: the model takes ");
    }
  }

  private Fleet fleet(String settings, long bytes) throws IOException {
    return Fleet.of(
        shelf(settings, bytes), new Names(serving(settings, bytes).settings().aliases()), bytes);
  }

  private ModelShelf shelf(String settings, long bytes) throws IOException {
    return ModelShelf.folder(folder, serving(settings, bytes));
  }

  private Serving serving(String settings, long bytes) throws IOException {
    Path file = folder.resolve(Settings.FILE);
    Files.writeString(file, settings);
    return new Serving(
        new Capacity(1, 0, 2, CacheType.F16),
        Settings.read(file),
        bytes,
        Serving.AMONG_OTHERS,
        Duration.ZERO,
        new Console(
            new ByteArrayInputStream(new byte[0]),
            new PrintWriter(new StringWriter()),
            new PrintWriter(said),
            CommandRun.environment(),
            Set.of()));
  }

  private static List<String> loaded(Fleet fleet) {
    return fleet.metrics().stream()
        .filter(metric -> metric.name().equals("ponder_model_loaded"))
        .flatMap(metric -> metric.samples().stream())
        .filter(sample -> sample.value() == 1)
        .map(sample -> sample.labels().getOrDefault("model", ""))
        .toList();
  }

  /// The version that answered.
  private static String answer(Fleet fleet, String model) throws Cancelled {
    List<String> versions = new ArrayList<>();
    ResponseRequest request =
        ResponseRequest.of(model, new Conversation(List.of(Item.Message.of(Role.USER, "1 + 1"))))
            .withMaxOutputTokens(OptionalInt.of(2));
    fleet.respond(
        request,
        event -> {
          if (event instanceof ResponseEvent.Started(String version)) {
            versions.add(version);
          }
        });
    return versions.getFirst();
  }
}
