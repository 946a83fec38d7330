package dev.ponder.hub;

import static dev.ponder.hub.FakeHub.gguf;
import static dev.ponder.hub.FakeHub.sha256;
import static dev.ponder.hub.FaultAct.cutAfter;
import static dev.ponder.hub.FaultAct.garbled;
import static dev.ponder.hub.FaultAct.status;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pulling what cannot be had: every reason is one sentence, and nothing wrong stays behind.
class RefusedPullTest {
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
  void aBusyServerIsGivenTheTimeItAsksFor() throws Exception {
    hub.fault(1, request -> request.path().contains("/tree/"), status(429, "Retry-After", "7"));
    hub.fault(1, FakeHub::isPiece, status(503, "Retry-After", "Sat, 21 Nov 2026 10:01:30 GMT"));
    fixture.pull(MODEL_REFERENCE);
    assertThat(fixture.pauses).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(90));
  }

  @Test
  void aServerThatAsksForTooMuchTimeIsGivenUp() throws Exception {
    hub.fault(request -> !request.contents(), status(429, "Retry-After", "7200"));
    assertThat(fixture.failure(MODEL_REFERENCE))
        .endsWith(" asks for fewer requests and to come back in 120 minutes");
  }

  @Test
  void attemptsAreFurtherAndFurtherApart() throws Exception {
    hub.fault(request -> true, status(500));
    assertThat(fixture.failure(MODEL_REFERENCE)).contains("answers 500; given up after 7 attempts");
    assertThat(fixture.pauses.stream().map(Duration::toSeconds))
        .containsExactly(1L, 2L, 4L, 8L, 16L, 30L);
  }

  @Test
  void anUnknownRepositoryMayBePrivate() throws Exception {
    assertThat(fixture.failure("hf:acme/Nothing"))
        .startsWith("acme/Nothing does not exist, or is private or gated: check the spelling")
        .contains("set HF_TOKEN");
  }

  @Test
  void aGatedRepositorySaysWhereToAccept() throws Exception {
    hub.fault(request -> true, status(403, "X-Error-Code", "GatedRepo"));
    assertThat(fixture.failure(MODEL_REFERENCE))
        .startsWith("acme/Model-GGUF is gated: accept its licence at " + hub.endpoint().base());
    fixture.token = Optional.of(Token.of("hf_secret", "a test"));
    assertThat(fixture.failure(MODEL_REFERENCE))
        .startsWith("the token has no access to acme/Model-GGUF")
        .doesNotContain("hf_secret");
  }

  @Test
  void aTokenThatTheHubDoesNotKnowIsNamedAsSuch() throws Exception {
    fixture.token = Optional.of(Token.of("hf_secret", "a test"));
    hub.fault(request -> true, status(401));
    assertThat(fixture.failure(MODEL_REFERENCE)).startsWith("the hub does not accept the token");
  }

  @Test
  void aSignedAddressThatExpiredIsReplaced() throws Exception {
    hub.fault(3, FakeHub::isPiece, status(403));
    assertThat(fixture.pull(MODEL_REFERENCE).model().file()).hasBinaryContent(MODEL);
  }

  @Test
  void aWebPageIsNoModel() throws Exception {
    hub.put(PullFixture.FILE, "<!DOCTYPE html><title>Sign in</title>".repeat(9).getBytes());
    assertThat(fixture.failure(MODEL_REFERENCE)).endsWith("is a web page, not a GGUF file");
    hub.put(PullFixture.FILE, "version https://git-lfs.github.com/spec/v1".repeat(9).getBytes());
    assertThat(fixture.failure(MODEL_REFERENCE)).endsWith("is no GGUF file");
    assertThat(folder).doesNotExist();
  }

  @Test
  void redirectsEnd() throws Exception {
    hub.fault(
        request -> request.path().contains("/resolve/"),
        (_, exchange) -> {
          exchange.getResponseHeaders().add("Location", exchange.getRequestURI().toString());
          exchange.sendResponseHeaders(302, -1);
        });
    assertThat(fixture.failure(MODEL_REFERENCE)).endsWith("redirects more than 10 times");
  }

  @Test
  void silenceEndsAConnection() throws Exception {
    fixture.silence = Duration.ofMillis(150);
    CountDownLatch never = new CountDownLatch(1);
    hub.fault(1, FakeHub::isPiece, FaultAct.holdAfter(1_000, never));
    assertThat(fixture.pull(MODEL_REFERENCE).model().file()).hasBinaryContent(MODEL);
    assertThat(fixture.events)
        .anySatisfy(event -> assertThat(event.toString()).contains("stopped sending"));
    never.countDown();
  }

  @Test
  void anUnknownNameGetsCloseOnes() throws Exception {
    assertThat(fixture.failure("qwen3-4"))
        .startsWith("there is no model 'qwen3-4' in the catalogue, did you mean qwen3-4b");
  }

  @Test
  void theFileMustBeTheOneThatIsListed() throws Exception {
    hub.listDigest(PullFixture.FILE, sha256(OTHER));
    assertThat(fixture.failure(MODEL_REFERENCE))
        .startsWith("SHA-256 of Model-Q4_K_M.gguf should be");
  }

  @Test
  void aFullDiskIsToldBeforehand() throws Exception {
    fixture.freeBytes = 1 << 20;
    assertThat(fixture.failure(MODEL_REFERENCE))
        .isEqualTo(
            "model-q4_k_m needs 0.2 MiB more in %s, which has 1.0 MiB free"
                .formatted(fixture.store.root()));
    assertThat(folder).doesNotExist();
    assertThat(hub.pieces()).isEmpty();
  }

  @Test
  void wrongBytesAreRefusedAndDeleted() throws Exception {
    hub.fault(1, FakeHub::isPiece, garbled());
    assertThat(fixture.failure(MODEL_REFERENCE))
        .startsWith("Model-Q4_K_M.gguf arrived with SHA-256 ")
        .contains(" instead of " + sha256(MODEL));
    assertThat(folder).doesNotExist();
  }

  @Test
  void aServerWithoutRangesThatAlwaysCutsIsGivenUp() throws Exception {
    hub.ranges = false;
    hub.fault(FakeHub::isPiece, cutAfter(50_000));
    assertThat(fixture.failure(MODEL_REFERENCE)).contains("cut the connection; given up");
  }

  @Test
  void hostileNamesStayInTheFolder() throws Exception {
    hub.put("acme/Evil/../../../../etc/evil Q4_0\u001b[2J.gguf", gguf(1_000, 1));
    StoredModel model = fixture.pull("hf:acme/Evil").model();
    assertThat(model.file().normalize()).startsWith(fixture.store.root().resolve(model.name()));
    assertThat(model.file().getFileName().toString()).isEqualTo("evil_Q4_0_2J.gguf");
  }
}
