package dev.ponder.app;

import dev.ponder.api.Api;
import dev.ponder.api.Foundation;
import dev.ponder.api.Keyring;
import dev.ponder.core.Metric;
import dev.ponder.fleet.Fleet;
import dev.ponder.serve.Backend;
import dev.ponder.serve.PonderServer;
import dev.ponder.serve.ServerOptions;
import dev.ponder.state.State;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jline.utils.Signals;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `ponder serve`: the OpenAI API until a signal comes.
@Command(
    name = "serve",
    description = "Serve the OpenAI API.",
    footer = {
      "",
      "Examples:",
      "  ponder serve --model model.gguf",
      "  ponder serve --models ~/models --alias o4-mini=qwen3-4b-q4_k_m --memory 16G",
      "  PONDER_API_KEY=... ponder serve --model model.gguf --host 0.0.0.0 --port 9000"
    })
final class ServeCommand implements Callable<Integer> {
  private static final int MAX_BODY_BYTES = 16 << 20;

  private static final int INTERRUPTED = 130;

  private final Console console;

  @Mixin private ServedModels models = new ServedModels();
  @Mixin private AccessOptions access = new AccessOptions();
  @Mixin private StateOptions stored = new StateOptions();
  @Mixin private CapacityOptions capacity = new CapacityOptions();
  @Mixin private OperationOptions operations = new OperationOptions();
  @Mixin private PrefixCacheOptions prefixCache = new PrefixCacheOptions();

  @Option(
      names = "--max-concurrent",
      defaultValue = "16",
      paramLabel = "N",
      description =
          "Most answers computed side by side; four times as many may wait (default:"
              + " ${DEFAULT-VALUE}).")
  private int maxConcurrent;

  @Option(
      names = "--grace",
      defaultValue = "30",
      paramLabel = "SECONDS",
      description =
          "How long answers may go on after a signal to stop (default: ${DEFAULT-VALUE}).")
  private int grace;

  ServeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Capacity shared = capacity.shared(maxConcurrent);
    ServerOptions options = options(shared);
    PonderServer.checkAddress(options);
    try (Prefixes prefixes = prefixCache.prefixes(stored.keeping())) {
      serve(models.choose(shared, prefixes, console), shared, options);
    }
    return 0;
  }

  private void serve(ServedModels.Choice choice, Capacity shared, ServerOptions options)
      throws IOException, InterruptedException {
    try (OpenState opened = stored.open(console)) {
      State state = opened.state();
      Keyring keyring = access.keyring(console, Keyring.stored(opened.keys()));
      Greeting greeting = new Greeting(choice, shared);
      tell(greeting.beforeLoading());
      try (Fleet fleet = choice.fleet();
          Sweeper _ = Sweeper.start(state, stored.keeping(), InstantSource.system())) {
        if (choice.first().isPresent()) {
          fleet.load(choice.first().get().id());
        }
        Listening listening = new Listening(options, keyring, greeting);
        serve(listening, fleet, state);
      }
    }
  }

  /// How the server listens, and what it says when it does.
  private record Listening(ServerOptions options, Keyring keyring, Greeting greeting) {}

  private void serve(Listening listening, Fleet fleet, State state) throws InterruptedException {
    CountDownLatch stop = new CountDownLatch(1);
    Keyring keyring = listening.keyring();
    try (Api api = Api.start(foundation(fleet, state));
        PonderServer server =
            PonderServer.start(
                listening.options(), new Backend(api, keyring, () -> metrics(fleet, api)))) {
      onSignal(stop);
      tell(listening.greeting().ready(fleet.models(), server.uri(), keyring.locked()));
      stop.await();
    }
  }

  private static List<Metric> metrics(Fleet fleet, Api api) {
    return Stream.concat(fleet.metrics().stream(), api.metrics().stream()).toList();
  }

  private Foundation foundation(Fleet fleet, State state) {
    return new Foundation(
        fleet, fleet, fleet, state, stored.keeping(), InstantSource.system(), operations.options());
  }

  private void tell(String text) {
    console.out().print(text);
    console.out().flush();
  }

  private ServerOptions options(Capacity shared) throws IOException {
    if (grace < 0) {
      throw new Mistake("--grace must not be negative");
    }
    return ServerOptions.local(access.port())
        .withHost(access.host())
        .withMaxBodyBytes(MAX_BODY_BYTES)
        .withMaxRequests(shared.requests())
        .withShutdownGrace(Duration.ofSeconds(grace))
        .withProfile(access.profile())
        .withOrigins(access.origins())
        .withCertificate(access.certificate());
  }

  /// The first signal stops the server in good order, the second at once.
  private void onSignal(CountDownLatch stop) {
    Runnable handler =
        () -> {
          if (stop.getCount() == 0) {
            Runtime.getRuntime().halt(INTERRUPTED);
          }
          console.err().println("Stopping; answers in flight may finish. Again to stop at once.");
          stop.countDown();
        };
    Signals.register("INT", handler);
    Signals.register("TERM", handler);
  }
}
