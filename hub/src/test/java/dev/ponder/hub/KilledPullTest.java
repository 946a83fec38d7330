package dev.ponder.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.Json;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.json.JsonFactory;

/// A pull whose process is killed, as by `kill -9`.
@Timeout(60)
class KilledPullTest {
  private static final byte[] MODEL = FakeHub.gguf(300_000, 1);

  /// Pulls in a process of its own: endpoint, store.
  static final class Child {
    public static void main(String[] arguments) throws InterruptedException {
      Surroundings surroundings =
          new Surroundings(
              Clock.systemUTC(),
              Thread::sleep,
              _ -> Long.MAX_VALUE,
              Duration.ofMinutes(1),
              PullFixture.PIECE,
              Duration.ofMillis(20));
      HubOptions options = new HubOptions(Endpoint.of(arguments[0]), Optional.empty(), Map.of(), 2);
      ModelStore store = new ModelStore(Path.of(arguments[1]));
      Catalogue catalogue = Catalogue.of(Map.of("XDG_CONFIG_HOME", arguments[1]));
      try (Puller puller = new Puller(options, catalogue, store, surroundings)) {
        puller.pull(Reference.parse("hf:acme/Model-GGUF", options.endpoint()), _ -> {});
      }
    }
  }

  @Test
  void whatItHadIsUsedByTheNext(@TempDir Path home) throws Exception {
    try (PullFixture fixture = new PullFixture(home)) {
      FakeHub hub = fixture.hub.put(PullFixture.FILE, MODEL);
      CountDownLatch never = new CountDownLatch(1);
      hub.fault(
          request -> FakeHub.isPiece(request) && hub.pieces().size() > 6,
          FaultAct.holdAfter(10, never));
      Process child = child(hub, fixture.store);
      Path state = fixture.store.folder("model-q4_k_m").resolve("Model-Q4_K_M.gguf.partial.json");
      while (missing(state) > MODEL.length - 5L * PullFixture.PIECE) {
        assertThat(child.isAlive()).isTrue();
        Thread.onSpinWait();
      }
      assertThat(fixture.failure("hf:acme/Model-GGUF"))
          .contains("is being pulled by process " + child.pid());
      child.destroyForcibly().waitFor();
      never.countDown();
      hub.heal();
      hub.seen.clear();
      StoredModel model = fixture.pull("hf:acme/Model-GGUF").model();
      assertThat(model.file()).hasBinaryContent(MODEL);
      assertThat(hub.pieces().stream().mapToLong(PullTest::length).sum())
          .isLessThanOrEqualTo(MODEL.length - 5L * PullFixture.PIECE);
    }
  }

  private static Process child(FakeHub hub, ModelStore store) throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(),
                Child.class.getName(),
                hub.endpoint().base().toString(),
                store.root().toString()))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /// Not the property of that name: test runners load classes in ways of their own.
  private static String classPath() {
    return Stream.of(Child.class, Puller.class, Json.class, JsonFactory.class)
        .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
        .map(location -> Path.of(location.getPath()).toString())
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static long missing(Path state) {
    if (!Files.exists(state)) {
      return Long.MAX_VALUE;
    }
    return PartialState.read(state)
        .map(read -> read.missing().stream().mapToLong(Missing.Span::length).sum())
        .orElse(Long.MAX_VALUE);
  }
}
