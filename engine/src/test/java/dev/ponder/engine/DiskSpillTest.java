package dev.ponder.engine;

import static dev.ponder.engine.Requests.greedy;
import static dev.ponder.engine.Requests.joined;
import static dev.ponder.engine.Requests.prompt;
import static dev.ponder.engine.Requests.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.engine.PrefixStore.Limits;
import dev.ponder.model.KvBlock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Engines that come and go and leave prefixes to each other, on a model that notices every
/// position that is not as it computed it.
@Timeout(30)
class DiskSpillTest {
  private static final int LONG = 20 * KvBlock.POSITIONS;
  private static final EngineOptions ROOMY = new EngineOptions(1024, 64, 64, 8, 64, 128);

  @TempDir private Path folder = Path.of("");
  private PrefixStore store;

  @BeforeEach
  void open() throws IOException {
    store = PrefixStore.open(folder.resolve("prefixes"), limits(1 << 20));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static Limits limits(long bytes) {
    return new Limits(bytes, Duration.ofDays(1));
  }

  private void reopen() throws IOException {
    store.close();
    open();
  }

  private Harness begin(FakeModel model, EngineOptions options, String identity) {
    return new Harness(model, options, DiskSpill.of(store.shelf(identity), model));
  }

  /// One life of an engine: how much was cached of each prompt, one after the other.
  private List<Integer> life(FakeModel model, String identity, int[]... prompts)
      throws InterruptedException {
    Harness harness = begin(model, ROOMY, identity);
    List<Integer> cached = new ArrayList<>();
    for (int[] each : prompts) {
      Requests.Result result = harness.run(greedy(each, 5));
      assertThat(result.tokens()).isEqualTo(model.reference(greedy(each, 5)));
      cached.add(result.ended().cachedTokens());
    }
    harness.loop().close();
    return cached;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("prefixes"))) {
      return files.filter(file -> file.toString().endsWith(".kv")).sorted().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8, 33, 200, 640})
  void theNextLifeGoesOnWhereAPromptEnded(int window) throws Exception {
    FakeModel model = new FakeModel(101, window);
    int[] first = prompt(1, LONG);
    assertThat(life(model, "it", first)).containsExactly(0);
    reopen();
    assertThat(life(model, "it", joined(first, prompt(2, 9)))).containsExactly(LONG);
    reopen();
    // The last token is always computed, and so is what shares a block with it.
    assertThat(life(model, "it", first)).containsExactly(LONG - KvBlock.POSITIONS);
  }

  @Test
  void aForkTakesWhatItShares() throws Exception {
    FakeModel model = new FakeModel();
    life(model, "it", prompt(1, LONG));
    reopen();
    int[] fork = joined(prompt(1, 333), prompt(2, 100));
    assertThat(life(model, "it", fork)).containsExactly(320);
  }

  @Test
  void whatComputesOtherwiseTakesNothing() throws Exception {
    int[] tokens = prompt(1, LONG);
    life(new FakeModel(), "it", tokens);
    assertThat(life(new FakeModel(), "another build", tokens)).containsExactly(0);
    assertThat(life(new FakeModel(102), "it", tokens)).containsExactly(0);
    assertThat(life(new FakeModel(101, 8), "it", tokens)).containsExactly(0);
    assertThat(life(new FakeModel(), "it", tokens)).doesNotContain(0);
  }

  @Test
  void shortPromptsAreNotKept() throws Exception {
    life(new FakeModel(), "it", prompt(1, DiskSpill.LEAST_TOKENS - 1));
    assertThat(files()).isEmpty();
    life(new FakeModel(), "it", prompt(1, DiskSpill.LEAST_TOKENS));
    assertThat(files()).hasSize(DiskSpill.LEAST_TOKENS / KvBlock.POSITIONS);
  }

  @Test
  void whatIsKeptAlreadyIsNotWrittenAgain() throws Exception {
    int[] tokens = prompt(1, LONG);
    life(new FakeModel(), "it", tokens);
    List<Path> files = files();
    for (Path file : files) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
    }
    life(new FakeModel(), "it", tokens, tokens);
    assertThat(files()).isEqualTo(files);
    for (Path file : files) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("r--------");
    }
  }

  @Test
  void behindACorruptFileItIsComputed() throws Exception {
    FakeModel model = new FakeModel();
    int[] tokens = prompt(1, LONG);
    life(model, "it", tokens);
    Path tenth = files().get(10);
    byte[] bytes = Files.readAllBytes(tenth);
    bytes[bytes.length - 1] ^= 4;
    Files.write(tenth, bytes);
    assertThat(life(model, "it", tokens)).containsExactly(10 * KvBlock.POSITIONS);
    assertThat(life(model, "it", tokens)).containsExactly(LONG - KvBlock.POSITIONS);
  }

  @Test
  void whatWasDeletedMeanwhileIsComputed() throws Exception {
    FakeModel model = new FakeModel(101, 40);
    int[] tokens = prompt(1, LONG);
    life(model, "it", tokens);
    for (Path file : files()) {
      Files.delete(file);
    }
    assertThat(life(model, "it", tokens)).containsExactly(0);
  }

  @Test
  void withoutItsWindowAPrefixIsNotGoneOnFrom() throws Exception {
    FakeModel model = new FakeModel(101, 40);
    int[] tokens = joined(prompt(1, LONG), prompt(2, 10));
    life(model, "it", tokens);
    long smallest = files().stream().mapToLong(DiskSpillTest::size).min().orElseThrow();
    for (Path file : files()) {
      // One layer has a window and two have none.
      if (size(file) == smallest) {
        Files.delete(file);
      }
    }
    reopen();
    assertThat(life(model, "it", tokens)).containsExactly(0);
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void copiesOfAPromptWaitForOneFetch() throws Exception {
    FakeModel model = new FakeModel();
    int[] tokens = prompt(1, LONG);
    life(model, "it", tokens);
    Harness harness = begin(model, ROOMY, "it");
    List<Generation> copies = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      copies.add(harness.submit(greedy(tokens, 5)));
    }
    harness.finish();
    for (Generation copy : copies) {
      assertThat(read(copy).ended().cachedTokens()).isEqualTo(LONG - KvBlock.POSITIONS);
    }
    harness.loop().close();
  }

  @Test
  void whoeverLeavesWhileItWaitsIsGone() throws Exception {
    FakeModel model = new FakeModel();
    int[] tokens = prompt(1, LONG);
    life(model, "it", tokens);
    Harness harness = begin(model, ROOMY, "it");
    harness.submit(greedy(tokens, 5)).close();
    Generation leaving = harness.submit(greedy(tokens, 5));
    harness.step();
    leaving.close();
    harness.finish();
    assertThat(harness.metrics().cancelledGenerations()).isEqualTo(2);
    assertThat(harness.run(greedy(tokens, 5)).tokens())
        .isEqualTo(model.reference(greedy(tokens, 5)));
    harness.loop().close();
  }

  @Test
  void aDroppedCacheTakesNothingFromItsPredecessor() throws Exception {
    FakeModel model = new FakeModel();
    int[] tokens = prompt(1, LONG);
    life(model, "it", tokens);
    Harness harness = begin(model, ROOMY, "it");
    harness.submit(greedy(tokens, 5));
    harness.step();
    harness.loop().abandon(new IllegalStateException("a test"));
    Requests.Result result = harness.run(greedy(tokens, 5));
    assertThat(result.tokens()).isEqualTo(model.reference(greedy(tokens, 5)));
    assertThat(result.ended().cachedTokens()).isEqualTo(LONG - KvBlock.POSITIONS);
    harness.loop().close();
  }

  @Test
  void anEngineLeavesWhatItComputedWhenItIsClosed() throws Exception {
    FakeModel model = new FakeModel();
    int[] tokens = prompt(1, LONG);
    for (int cached : new int[] {0, LONG - KvBlock.POSITIONS}) {
      try (Engine engine = Engine.start(model, ROOMY, store.shelf("it"))) {
        Requests.Result result = read(engine.submit(greedy(tokens, 5)));
        assertThat(result.tokens()).isEqualTo(model.reference(greedy(tokens, 5)));
        assertThat(result.ended().cachedTokens()).isEqualTo(cached);
      }
    }
  }

  @Test
  void anIdleEngineWritesAllThatItNoted() throws Exception {
    try (Engine engine = Engine.start(new FakeModel(), ROOMY, store.shelf("it"))) {
      read(engine.submit(greedy(prompt(1, 1000), 1)));
      while (files().size() < 1000 / KvBlock.POSITIONS) {
        Thread.onSpinWait();
      }
    }
  }
}
