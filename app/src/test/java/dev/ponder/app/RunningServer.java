package dev.ponder.app;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import dev.ponder.api.Api;
import dev.ponder.api.Foundation;
import dev.ponder.api.Keeping;
import dev.ponder.api.Keyring;
import dev.ponder.compute.CacheType;
import dev.ponder.core.Embedder;
import dev.ponder.core.Metric;
import dev.ponder.core.ModelInfo;
import dev.ponder.core.Responder;
import dev.ponder.fleet.Fleet;
import dev.ponder.fleet.ModelSource;
import dev.ponder.fleet.Names;
import dev.ponder.fleet.Resident;
import dev.ponder.serve.Backend;
import dev.ponder.serve.PonderServer;
import dev.ponder.serve.ServerOptions;
import dev.ponder.state.State;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The trained model served on a free port, as `ponder serve` does it.
record RunningServer(LocalStack stack, Fleet fleet, PonderServer server, HttpClient http)
    implements AutoCloseable {

  static RunningServer start() {
    return start(new Capacity(2, 0, 16, CacheType.F16));
  }

  static RunningServer start(Capacity capacity) {
    Console console =
        new Console(
            new ByteArrayInputStream(new byte[0]),
            new PrintWriter(new StringWriter()),
            new PrintWriter(new StringWriter()),
            CommandRun.environment(),
            Set.of());
    LocalStack stack =
        LocalStack.open(
            new LocalStack.Plan(
                CommandRun.reasoner(), Optional.empty(), capacity, Long.MAX_VALUE, Duration.ZERO),
            console);
    ServerOptions options = ServerOptions.local(0).withMaxRequests(32);
    Fleet fleet = Fleet.of(() -> List.of(new Loaded(stack)), new Names(Map.of()), Long.MAX_VALUE);
    Foundation foundation =
        new Foundation(
            fleet, fleet, fleet, State.temporary(), new Keeping.Forever(), InstantSource.system());
    Backend backend = new Backend(Api.start(foundation), Keyring.OPEN, fleet::metrics);
    return new RunningServer(
        stack, fleet, PonderServer.start(options, backend), HttpClient.newHttpClient());
  }

  OpenAIClient client() {
    return OpenAIOkHttpClient.builder()
        .baseUrl(server.uri() + "/v1")
        .apiKey("any")
        .maxRetries(0)
        .build();
  }

  URI uri(String path) {
    return server.uri().resolve(path);
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpRequest chat(String body) {
    return HttpRequest.newBuilder(uri("/v1/chat/completions"))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  HttpResponse<String> ask(String body) throws IOException, InterruptedException {
    return http.send(chat(body), HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    http.shutdownNow();
    server.close();
    fleet.close();
    stack.close();
  }

  /// A model that is in memory anyway. The test closes it, after a look at its counts.
  private record Loaded(LocalStack stack) implements ModelSource {
    @Override
    public ModelInfo info() {
      return stack.info();
    }

    @Override
    public ModelInfo identified() {
      return stack.info();
    }

    @Override
    public long bytes() {
      return 0;
    }

    @Override
    public Resident load() {
      return new Resident() {
        @Override
        public Responder responder() {
          return stack.responder();
        }

        @Override
        public Embedder embedder() {
          return stack.embedder();
        }

        @Override
        public List<Metric> metrics() {
          return stack.metrics();
        }

        @Override
        public void close() {}
      };
    }
  }
}
