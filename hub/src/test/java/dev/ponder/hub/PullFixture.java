package dev.ponder.hub;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// A fake hub, an empty store, and a puller that does not really wait.
final class PullFixture implements AutoCloseable {
  static final String REPOSITORY = "acme/Model-GGUF";
  static final String FILE = REPOSITORY + "/Model-Q4_K_M.gguf";
  static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  static final int PIECE = 16 << 10;

  final FakeHub hub = new FakeHub();
  final ModelStore store;
  final List<Duration> pauses = new CopyOnWriteArrayList<>();
  final List<PullEvent> events = new CopyOnWriteArrayList<>();
  final Path home;

  long freeBytes = Long.MAX_VALUE;
  Duration silence = Duration.ofSeconds(20);
  Optional<Token> token = Optional.empty();
  int connections = 4;
  long pieceBytes = PIECE;

  PullFixture(Path home) {
    this.home = home;
    this.store = new ModelStore(home.resolve("models"));
  }

  Pulled pull(String reference) throws InterruptedException {
    return pull(reference, Map.of());
  }

  Pulled pull(String reference, Map<String, String> environment) throws InterruptedException {
    HubOptions options = new HubOptions(hub.endpoint(), token, environment, connections);
    try (Puller puller = new Puller(options, catalogue(), store, surroundings())) {
      return puller.pull(Reference.parse(reference, hub.endpoint()), events::add);
    }
  }

  /// What the pull failed with.
  String failure(String reference) throws InterruptedException {
    try {
      return "pulled " + pull(reference);
    } catch (HubException e) {
      return String.valueOf(e.getMessage());
    }
  }

  Catalogue catalogue() {
    return Catalogue.of(Map.of("XDG_CONFIG_HOME", home.toAbsolutePath().toString()));
  }

  Surroundings surroundings() {
    return new Surroundings(
        Clock.fixed(NOW, ZoneOffset.UTC),
        pauses::add,
        _ -> freeBytes,
        silence,
        pieceBytes,
        Duration.ofMillis(20));
  }

  @Override
  public void close() {
    hub.close();
  }
}
