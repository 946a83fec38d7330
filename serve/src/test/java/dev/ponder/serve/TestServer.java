package dev.ponder.serve;

import dev.ponder.api.Api;
import dev.ponder.api.Foundation;
import dev.ponder.api.Keeping;
import dev.ponder.api.Keyring;
import dev.ponder.core.Defaults;
import dev.ponder.core.Metric;
import dev.ponder.core.ModelCatalog;
import dev.ponder.core.ModelInfo;
import dev.ponder.core.Responder;
import dev.ponder.core.ScriptedEmbedder;
import dev.ponder.state.State;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A running server with a made-up catalog, and a client to it.
final class TestServer implements AutoCloseable {
  static final String SHA256 = "8f0c1e".repeat(10) + "abcd";
  static final ModelInfo NATIVE =
      new ModelInfo(
          "tiny/reasoner@1",
          "tiny-reasoner@" + SHA256.substring(0, 12),
          Optional.of(SHA256),
          Instant.ofEpochSecond(1_750_000_000),
          4096,
          ModelInfo.Visibility.REASONING_SHOWN,
          Defaults.API);
  static final ModelInfo ALIAS =
      new ModelInfo(
          "o4-mini",
          NATIVE.version(),
          Optional.of(SHA256),
          NATIVE.created(),
          NATIVE.contextLength(),
          ModelInfo.Visibility.REASONING_HIDDEN,
          Defaults.API);

  static final ServerOptions OPTIONS =
      ServerOptions.local(0)
          .withMaxBodyBytes(1 << 20)
          .withMaxRequests(8)
          .withShutdownGrace(Duration.ofSeconds(10));

  private final PonderServer server;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private TestServer(PonderServer server) {
    this.server = server;
  }

  static TestServer start(Responder responder) {
    return start(responder, OPTIONS, Limits.DEFAULT);
  }

  static TestServer start(Responder responder, ServerOptions options, Limits limits) {
    return start(backend(responder, Keyring.OPEN), options, limits);
  }

  static TestServer start(Backend backend, ServerOptions options, Limits limits) {
    return new TestServer(PonderServer.start(options, backend, limits));
  }

  static Api api(Responder responder) {
    return Api.start(
        new Foundation(
            responder,
            new ScriptedEmbedder(NATIVE.version(), 16),
            catalog(),
            State.temporary(),
            new Keeping.Forever(),
            InstantSource.system()));
  }

  /// What a server with that responder and those keys serves.
  static Backend backend(Responder responder, Keyring keyring) {
    Metric metric = Metric.of("ponder_test_total", "From the backend.", Metric.Type.COUNTER, 7);
    return new Backend(api(responder), keyring, () -> List.of(metric));
  }

  /// A server that asks for one of these keys.
  static TestServer locked(Responder responder, String... keys) {
    return start(backend(responder, Keyring.of(List.of(keys))), OPTIONS, Limits.DEFAULT);
  }

  static ModelCatalog catalog() {
    List<ModelInfo> models = List.of(NATIVE, ALIAS);
    return new ModelCatalog() {
      @Override
      public List<ModelInfo> models() {
        return models;
      }

      @Override
      public Optional<ModelInfo> find(String name) {
        return models.stream()
            .filter(model -> model.id().equals(name) || model.version().equals(name))
            .findFirst();
      }
    };
  }

  static ServerOptions withRequests(int most, Duration grace) {
    return OPTIONS.withMaxRequests(most).withShutdownGrace(grace);
  }

  /// A chat request to the native model.
  static String chat(String members) {
    return """
    {"model":"tiny/reasoner@1","messages":[{"role":"user","content":"Say it again, Sam"}]%s}\
    """
        .formatted(members);
  }

  PonderServer server() {
    return server;
  }

  URI uri() {
    return server.uri();
  }

  RawClient raw() throws IOException {
    return RawClient.connect(server.uri());
  }

  HttpResponse<String> get(String path) {
    return send("GET", path, "", Map.of());
  }

  HttpResponse<String> post(String path, String body) {
    return send("POST", path, body, Map.of());
  }

  HttpResponse<String> ask(String members) {
    return post("/v1/chat/completions", chat(members));
  }

  HttpResponse<String> send(String method, String path, String body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri().resolve(path)).method(method, BodyPublishers.ofString(body));
    headers.forEach(request::header);
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// Waits until no request is in work.
  void awaitIdle() {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (server.inFlight() > 0) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(server.inFlight() + " requests are still in work");
      }
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
