package dev.ponder.app;

import dev.ponder.hub.Catalogue;
import dev.ponder.hub.Endpoint;
import dev.ponder.hub.HubOptions;
import dev.ponder.hub.ModelStore;
import dev.ponder.hub.PullListener;
import dev.ponder.hub.Pulled;
import dev.ponder.hub.Puller;
import dev.ponder.hub.Reference;
import dev.ponder.hub.StoredModel;
import dev.ponder.model.UnusableModelException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `ponder pull`: a model from the hub into the store.
@Command(
    name = "pull",
    description = "Fetch a model, or take up an interrupted pull of it.",
    footer = {
      "",
      "Examples:",
      "  ponder pull qwen3-4b",
      "  ponder pull qwen3-4b:Q8_0",
      "  ponder pull hf:bartowski/Llama-3.2-3B-Instruct-GGUF:Q6_K",
      "  ponder pull https://models.example/model.gguf --name mine"
    })
final class PullCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      arity = "0..1",
      paramLabel = "MODEL",
      description =
          "A name from the catalogue (NAME or NAME:QUANT), hf:OWNER/REPO[@REVISION][:QUANT|FILE],"
              + " or an address.")
  private @Nullable String model;

  @Option(names = "--list", description = "Show the catalogue instead.")
  private boolean list;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What to call it (default: its name in the catalogue, or the file's).")
  private @Nullable String name;

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description = "Another hub (default: HF_ENDPOINT, or https://huggingface.co).")
  private @Nullable String endpoint;

  @Option(
      names = "--connections",
      defaultValue = "" + HubOptions.CONNECTIONS,
      paramLabel = "N",
      description = "How many pieces to fetch at once (default: ${DEFAULT-VALUE}).")
  private int connections;

  @Option(
      names = {"-q", "--quiet"},
      description = "Show no progress.")
  private boolean quiet;

  @Option(names = "--json", description = "Print one JSON object about the model.")
  private boolean json;

  PullCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (list) {
      CatalogueCommand.print(Catalogue.of(console.environment()), console.out());
      return 0;
    }
    if (model == null) {
      throw new Mistake("say which model: 'ponder pull qwen3-4b', 'ponder catalogue' lists more");
    }
    long start = System.nanoTime();
    Pulled pulled = pull(model);
    print(pulled, Duration.ofNanos(System.nanoTime() - start));
    return 0;
  }

  private Pulled pull(String asked) throws InterruptedException {
    HubOptions options = options();
    Reference reference = Reference.parse(asked, options.endpoint());
    Catalogue catalogue = Catalogue.of(console.environment());
    ModelStore store = ModelStore.of(console.environment());
    try (Interruption _ = new Interruption();
        Puller puller = Puller.of(options, catalogue, store);
        PullReport report = PullReport.on(console)) {
      PullListener listener = quiet ? _ -> {} : report;
      return name == null
          ? puller.pull(reference, listener)
          : puller.pull(reference, name, listener);
    }
  }

  private HubOptions options() {
    HubOptions options = HubOptions.of(console.environment()).withConnections(connections);
    return Optional.ofNullable(endpoint)
        .map(Endpoint::of)
        .map(options::withEndpoint)
        .orElse(options);
  }

  private void print(Pulled pulled, Duration time) {
    StoredModel model = pulled.model();
    Optional<String> unusable = unusable(model);
    if (json) {
      console.out().println(ModelsCommand.json(model).text());
    } else {
      switch (pulled) {
        case Pulled.Fetched _ ->
            console
                .out()
                .printf(
                    "%s is here: %s in %s%n",
                    model.name(), Sizes.text(model.bytes()), Durations.text(time));
        case Pulled.UpToDate _ ->
            console.out().printf("%s is up to date: %s%n", model.name(), Sizes.text(model.bytes()));
      }
      if (unusable.isEmpty()) {
        console.out().printf("Try it: ponder chat --model %s%n", model.name());
      }
    }
    unusable.ifPresent(
        why -> console.err().println("This version of Ponder cannot run it: " + why));
  }

  /// Why the model that has come cannot be run, if so. It is kept: another version may.
  private static Optional<String> unusable(StoredModel model) {
    try {
      return switch (Inspection.of(model.file()).use()) {
        case Inspection.Use.Possible _ -> Optional.empty();
        case Inspection.Use.Impossible(String why) -> Optional.of(why);
      };
    } catch (UnusableModelException e) {
      return Optional.of(Failures.text(e));
    }
  }
}
