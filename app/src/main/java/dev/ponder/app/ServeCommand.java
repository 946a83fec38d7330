package dev.ponder.app;

import dev.ponder.serve.PonderServer;
import dev.ponder.serve.ServerOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;
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
      "  PONDER_API_KEY=... ponder serve --model model.gguf --host 0.0.0.0 --port 9000"
    })
final class ServeCommand implements Callable<Integer> {
  private static final int MAX_BODY_BYTES = 16 << 20;

  /// Enough for a small model to be compiled whole; a large one gets further with each request.
  static final Duration WARM_UP = Duration.ofSeconds(3);

  private static final int INTERRUPTED = 130;

  private final Console console;

  @Mixin private PulledModelOption model = new PulledModelOption();
  @Mixin private AccessOptions access = new AccessOptions();
  @Mixin private CapacityOptions capacity = new CapacityOptions();

  @Option(
      names = "--max-concurrent",
      defaultValue = "16",
      paramLabel = "N",
      description =
          "Most answers computed side by side; four times as many may wait (default:"
              + " ${DEFAULT-VALUE}).")
  private int maxConcurrent;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What clients call the model (default: the file's own name).")
  private @Nullable String name;

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
    LocalStack.Plan plan =
        new LocalStack.Plan(model.file(console), Optional.ofNullable(name), shared, WARM_UP);
    ServerOptions options = options(shared);
    CountDownLatch stop = new CountDownLatch(1);
    try (LocalStack stack = LocalStack.open(plan, console);
        PonderServer server = PonderServer.start(options, stack.backend())) {
      onSignal(stop);
      console.out().print(new Greeting(stack, server.uri(), !options.apiKeys().isEmpty()).text());
      console.out().flush();
      stop.await();
    }
    return 0;
  }

  private ServerOptions options(Capacity shared) throws IOException {
    if (grace < 0) {
      throw new Mistake("--grace must not be negative");
    }
    return new ServerOptions(
        access.host(),
        access.port(),
        access.keys(console),
        MAX_BODY_BYTES,
        shared.requests(),
        Duration.ofSeconds(grace));
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
