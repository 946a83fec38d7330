package dev.ponder.hub;

import static dev.ponder.hub.FakeHub.gguf;
import static dev.ponder.hub.FakeHub.sha256;
import static dev.ponder.hub.FaultAct.cutAfter;
import static dev.ponder.hub.FaultAct.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pulling from a server that behaves, and misbehaves, like the hub.
class PullTest {
  private static final byte[] MODEL = gguf(200_000, 1);
  private static final byte[] OTHER = gguf(200_000, 2);
  private static final String MODEL_REFERENCE = "hf:acme/Model-GGUF:Q4_K_M";

  private PullFixture fixture;
  private FakeHub hub;
  private Path folder;

  @BeforeEach
  void start(@TempDir Path home) {
    fixture = new PullFixture(home);
    hub = fixture.hub.put(PullFixture.FILE, MODEL);
    folder = home.resolve("models/model-q4_k_m");
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void aFileIsFetchedInPiecesAndListed() throws Exception {
    StoredModel model = fixture.pull(MODEL_REFERENCE).model();
    assertThat(model.file()).hasBinaryContent(MODEL);
    assertThat(model.source()).isEqualTo("hf:acme/Model-GGUF:Model-Q4_K_M.gguf");
    assertThat(model.quantisation()).contains("Q4_K_M");
    assertThat(model.licence()).contains("apache-2.0");
    assertThat(model.commit()).contains(FakeHub.COMMIT);
    assertThat(model.pulled()).isEqualTo(PullFixture.NOW);
    assertThat(model.files().getFirst().sha256()).isEqualTo(sha256(MODEL));
    assertThat(fixture.store.models()).containsExactly(model);
    assertThat(left()).containsExactly("Model-Q4_K_M.gguf", "model.json");
    assertThat(hub.pieces()).hasSizeGreaterThan(8);
    assertThat(fixture.events)
        .contains(new PullEvent.Advanced(MODEL.length, MODEL.length))
        .first()
        .isInstanceOf(PullEvent.Planned.class);
  }

  @Test
  void theTokenGoesToTheHubAndToNobodyElse() throws Exception {
    fixture.token = Optional.of(Token.of("hf_secret", "a test"));
    fixture.pull(MODEL_REFERENCE);
    assertThat(hub.seen)
        .allSatisfy(request ->
            assertThat(request.header("Authorization"))
                .isEqualTo(
                    request.contents() ? Optional.empty() : Optional.of("Bearer hf_secret")));
    assertThat(fixture.token.get()).hasToString("Token[hidden]");
  }

  @Test
  void aCutConnectionGoesOnWhereItStopped() throws Exception {
    byte[] large = gguf(3_000_000, 3);
    hub.put(PullFixture.FILE, large);
    fixture.pieceBytes = large.length;
    fixture.connections = 1;
    hub.fault(3, FakeHub::isPiece, cutAfter(500_000));
    assertThat(fixture.pull(MODEL_REFERENCE).model().file()).hasBinaryContent(large);
    // What was on its way within the client when the connection broke is lost.
    long asked = hub.pieces().stream().mapToLong(PullTest::length).max().orElseThrow();
    assertThat(length(hub.pieces().getLast())).isLessThan(asked - 1_200_000);
    assertThat(fixture.pauses).hasSize(3).containsOnly(Duration.ofSeconds(1));
  }

  @Test
  void anotherPullTakesUpWhatAFailedOneLeft() throws Exception {
    fixture.connections = 1;
    CountDownLatch some = new CountDownLatch(6);
    hub.fault(
        request -> {
          boolean piece = FakeHub.isPiece(request);
          boolean fail = piece && some.getCount() == 0;
          if (piece) {
            some.countDown();
          }
          return fail;
        },
        status(503));
    assertThat(fixture.failure(MODEL_REFERENCE)).contains("answers 503; given up after");
    assertThat(left())
        .containsExactly("Model-Q4_K_M.gguf.partial", "Model-Q4_K_M.gguf.partial.json");
    assertThat(fixture.store.incomplete()).containsExactly("model-q4_k_m");
    hub.heal();
    hub.seen.clear();
    assertThat(fixture.pull(MODEL_REFERENCE).model().file()).hasBinaryContent(MODEL);
    long asked = hub.pieces().stream().mapToLong(PullTest::length).sum();
    assertThat(asked).isEqualTo(MODEL.length - 6L * PullFixture.PIECE);
  }

  @Test
  void aFileThatChangedBetweenTwoPullsBeginsAnew() throws Exception {
    fixture.connections = 1;
    hub.fault(request -> FakeHub.isPiece(request) && hub.pieces().size() > 5, status(500));
    fixture.failure(MODEL_REFERENCE);
    hub.heal();
    hub.put(PullFixture.FILE, OTHER);
    assertThat(fixture.pull(MODEL_REFERENCE).model().file()).hasBinaryContent(OTHER);
    assertThat(fixture.events).contains(new PullEvent.Restarted("Model-Q4_K_M.gguf"));
  }

  @Test
  void aFileThatChangesDuringAPullNeverMixes() throws Exception {
    hub.digests = false;
    hub.fault(
        1,
        request -> FakeHub.isPiece(request) && hub.pieces().size() > 5,
        (_, exchange) -> {
          hub.put(PullFixture.FILE, OTHER);
          exchange.close();
        });
    assertThat(fixture.pull(MODEL_REFERENCE).model().file()).hasBinaryContent(OTHER);
    assertThat(fixture.events).contains(new PullEvent.Restarted("Model-Q4_K_M.gguf"));
  }

  @Test
  void aFileThatTheHubReplacesDuringAPullIsNoticedAtOnce() throws Exception {
    hub.fault(
        1,
        request -> FakeHub.isPiece(request) && hub.pieces().size() > 5,
        (_, exchange) -> {
          hub.put(PullFixture.FILE, OTHER);
          exchange.close();
        });
    assertThat(fixture.failure(MODEL_REFERENCE)).contains("pull again if it is being changed");
    assertThat(fixture.pull(MODEL_REFERENCE).model().file()).hasBinaryContent(OTHER);
  }

  @Test
  void aServerWithoutRangesSendsAllAtOnce() throws Exception {
    hub.ranges = false;
    hub.fault(1, FakeHub::isPiece, cutAfter(50_000));
    assertThat(fixture.pull(MODEL_REFERENCE).model().file()).hasBinaryContent(MODEL);
    assertThat(hub.pieces()).hasSize(2);
    assertThat(fixture.events).contains(new PullEvent.Advanced(MODEL.length, MODEL.length));
  }

  @Test
  void onlyOnePullsAModelAtATime() throws Exception {
    try (StoreLock _ = fixture.store.lock("model-q4_k_m")) {
      assertThat(fixture.failure(MODEL_REFERENCE))
          .isEqualTo(
              "'model-q4_k_m' is being pulled by process %d; wait for that, or stop it"
                  .formatted(ProcessHandle.current().pid()));
      assertThatThrownBy(() -> fixture.store.remove("model-q4_k_m"))
          .isInstanceOf(HubException.class);
    }
    fixture.pull(MODEL_REFERENCE);
  }

  @Test
  void allPartsOfASplitModelAreFetched() throws Exception {
    for (int part = 1; part <= 3; part++) {
      hub.put("acme/Big/Q8_0/big-Q8_0-0000%d-of-00003.gguf".formatted(part), gguf(30_000, part));
    }
    hub.pageSize = 2;
    StoredModel model = fixture.pull("hf:acme/Big").model();
    assertThat(model.name()).isEqualTo("big-q8_0");
    assertThat(model.file()).hasFileName("big-Q8_0-00001-of-00003.gguf");
    assertThat(model.files()).hasSize(3);
    assertThat(model.folder().resolve("big-Q8_0-00003-of-00003.gguf"))
        .hasBinaryContent(gguf(30_000, 3));
  }

  @Test
  void aSplitModelAtAnAddressIsFetchedWhole() throws Exception {
    hub.put("x/big-00001-of-00002.gguf", gguf(3_000, 1));
    hub.put("x/big-00002-of-00002.gguf", gguf(3_000, 2));
    StoredModel model = fixture.pull(hub.direct("x/big-00002-of-00002.gguf").toString()).model();
    assertThat(model.files())
        .extracting(StoredModel.StoredFile::name)
        .containsExactly("big-00001-of-00002.gguf", "big-00002-of-00002.gguf");
    assertThat(fixture.events).anyMatch(PullEvent.Unverified.class::isInstance);
  }

  @Test
  void aModelThatIsThereIsNotFetchedAgain() throws Exception {
    fixture.pull(MODEL_REFERENCE);
    hub.seen.clear();
    assertThat(fixture.pull(MODEL_REFERENCE)).isInstanceOf(Pulled.UpToDate.class);
    assertThat(hub.pieces()).isEmpty();
  }

  @Test
  void aNewerVersionReplacesTheOld() throws Exception {
    fixture.pull(MODEL_REFERENCE);
    hub.put(PullFixture.FILE, OTHER);
    assertThat(fixture.pull(MODEL_REFERENCE)).isInstanceOf(Pulled.Fetched.class);
    assertThat(folder.resolve("Model-Q4_K_M.gguf")).hasBinaryContent(OTHER);
  }

  @Test
  void anotherModelDoesNotTakeTheName() throws Exception {
    fixture.pull(MODEL_REFERENCE);
    hub.put("other/Model-GGUF/Model-Q4_K_M.gguf", OTHER);
    assertThat(fixture.failure("hf:other/Model-GGUF"))
        .startsWith("the store has another 'model-q4_k_m', from hf:acme/Model-GGUF:");
    assertThat(folder.resolve("Model-Q4_K_M.gguf")).hasBinaryContent(MODEL);
  }

  @Test
  void theUsersCatalogueNamesModelsAndPinsDigests() throws Exception {
    Path file = fixture.home.resolve("ponder/catalogue.ini");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        """
        [mine]
        repository = acme/Model-GGUF
        quantisation = Q4_K_M
        sha256 = %s
        licence = none
        """
            .formatted(sha256(MODEL)));
    StoredModel model = fixture.pull("mine").model();
    assertThat(model.name()).isEqualTo("mine");
    assertThat(model.licence()).contains("none");
    hub.put(PullFixture.FILE, OTHER);
    assertThat(fixture.failure("mine")).contains("but the catalogue wants " + sha256(MODEL));
  }

  @Test
  void anInterruptLeavesWhatHasCome() throws Exception {
    fixture.connections = 1;
    CountDownLatch never = new CountDownLatch(1);
    Thread self = Thread.currentThread();
    hub.fault(
        request -> FakeHub.isPiece(request) && hub.pieces().size() > 4,
        (fake, exchange) -> {
          self.interrupt();
          FaultAct.holdAfter(10, never).answer(fake, exchange);
        });
    assertThatThrownBy(() -> fixture.pull(MODEL_REFERENCE))
        .isInstanceOf(InterruptedException.class);
    never.countDown();
    hub.heal();
    hub.seen.clear();
    assertThat(fixture.pull(MODEL_REFERENCE).model().file()).hasBinaryContent(MODEL);
    assertThat(hub.pieces().stream().mapToLong(PullTest::length).sum()).isLessThan(MODEL.length);
  }

  @Test
  void proxiesAreUsed() throws Exception {
    // The fake itself stands in for the proxy: it is asked for absolute addresses.
    String proxy = hub.endpoint().base().toString();
    assertThatThrownBy(
            () -> fixture.pull("http://models.example/x.gguf", Map.of("http_proxy", proxy)))
        .hasMessageContaining("models.example");
    assertThat(hub.seen)
        .anySatisfy(request -> assertThat(request.header("Host")).contains("models.example"));
  }

  static long length(FakeHub.Seen request) {
    String[] ends = request.header("Range").orElseThrow().replace("bytes=", "").split("-");
    return Long.parseLong(ends[1]) - Long.parseLong(ends[0]) + 1;
  }

  private List<String> left() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
