package dev.ponder.app;

import dev.ponder.fleet.Fleet;
import dev.ponder.fleet.ModelSource;
import dev.ponder.fleet.Names;
import dev.ponder.hub.ModelStore;
import dev.ponder.model.ModelLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which models a server serves.
final class ServedModels {
  /// Enough for a small model to be compiled whole; a large one gets further with each request.
  static final Duration WARM_UP = Duration.ofSeconds(3);

  /// Of the memory that is available at the start; the rest is for other programs.
  private static final double MEMORY_SHARE = 0.9;

  @Mixin private PulledModelOption model = new PulledModelOption();
  @Mixin private AdapterOption adapter = new AdapterOption();

  @Option(
      names = "--models",
      paramLabel = "FOLDER",
      description =
          "Serve every model in this folder, each loaded when it is first asked for (default:"
              + " without --model, the pulled ones, or if there are none the one that comes with"
              + " Ponder). A file ponder.conf in it sets aliases and what"
              + " holds for single models.")
  private @Nullable Path folder;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      description =
          "What all loaded models may take together, such as 12G (default: nine tenths of what is"
              + " available). The one used least recently makes room.")
  private @Nullable String memory;

  @Option(
      names = "--alias",
      paramLabel = "NAME=MODEL",
      description =
          "Another name for a model, or with a * at its end for all that begin like it, such as"
              + " claude-*; o4-mini stands for the first unless set here.")
  private Map<String, String> aliases = Map.of();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What clients call the model of --model (default: the file's own name).")
  private @Nullable String name;

  /// The models to serve.
  ///
  /// @param first what is loaded before the server listens
  /// @param single whether there is but one model and will be no other
  /// @param remark what the model is, where nobody asked for it
  record Choice(
      Supplier<List<ModelSource>> shelf,
      Names names,
      long bytes,
      Optional<StackSource> first,
      boolean single,
      Optional<String> remark) {

    Fleet fleet() {
      return Fleet.of(shelf, names, bytes);
    }
  }

  /// What the user has chosen.
  ///
  /// @param prefixes are opened, as the settings may say where they are
  /// @throws Mistake when that is nothing, or something that does not work
  /// @throws dev.ponder.model.UnusableModelException when the model of `--model` cannot be run
  Choice choose(Capacity usual, Prefixes prefixes, Console console)
      throws IOException, InterruptedException {
    if (model.isGiven() && ScriptedSource.isMeant(model.text())) {
      return scripted(prefixes);
    }
    if (model.isGiven() && folder == null) {
      Serving serving = alone(adapter.over(usual), prefixes, console);
      return single(model.file(console), serving, Optional.empty());
    }
    if (adapter.isGiven()) {
      throw new Mistake("--adapter goes with --model alone, the model that it adapts");
    }
    if (name != null) {
      throw new Mistake("--name goes with --model alone; in a folder, files name the models");
    }
    ModelStore store = ModelStore.of(console.environment());
    if (folder == null && store.models().isEmpty()) {
      Path builtIn = new ModelFiles(console).unnamed().orElseThrow(ModelOption::noneGiven);
      Serving serving = alone(usual, prefixes, console);
      return single(builtIn, serving, Optional.of(BuiltInModel.REMARK));
    }
    if (folder != null && !Files.isDirectory(folder)) {
      throw new Mistake(folder + ": no such folder");
    }
    Path root = folder == null ? store.root() : folder;
    Path file = root.resolve(Settings.FILE);
    Settings settings = Files.exists(file) ? Settings.read(file) : Settings.NONE;
    // Who waits for a model to be loaded need not wait for its code to be compiled as well.
    Duration warmUp = model.isGiven() ? WARM_UP : Duration.ZERO;
    prefixes.open(settings);
    Serving serving =
        new Serving(usual, settings, bytes(), Serving.AMONG_OTHERS, warmUp, console, prefixes);
    ModelShelf shelf =
        folder == null ? ModelShelf.store(store, serving) : ModelShelf.folder(folder, serving);
    return several(shelf, serving);
  }

  private Serving alone(Capacity usual, Prefixes prefixes, Console console) {
    prefixes.open(Settings.NONE);
    return new Serving(usual, Settings.NONE, bytes(), Serving.ALONE, WARM_UP, console, prefixes);
  }

  private Choice single(Path file, Serving serving, Optional<String> remark) throws IOException {
    String id =
        name == null
            ? ModelName.of(ModelLoader.name(file), serving.usual().adapter())
            : ModelName.of(name);
    ModelShelf.Found found = new ModelShelf.Found(id, file);
    return new Choice(
        ModelShelf.of(List.of(found), serving),
        names(Map.of()),
        serving.bytes(),
        Optional.of(StackSource.of(id, file, serving)),
        true,
        remark);
  }

  private Choice scripted(Prefixes prefixes) throws IOException {
    if (folder != null) {
      throw new Mistake("a scripted model is served alone, without --models");
    }
    if (adapter.isGiven()) {
      throw new Mistake("a scripted model has no weights that --adapter could adapt");
    }
    if (prefixes.isWished()) {
      throw new Mistake("a scripted model computes nothing that --prefix-cache could keep");
    }
    ScriptedSource source = ScriptedSource.read(model.text(), Optional.ofNullable(name));
    return new Choice(
        () -> List.of(source),
        names(Map.of()),
        source.bytes(),
        Optional.empty(),
        true,
        Optional.empty());
  }

  private Choice several(ModelShelf shelf, Serving serving)
      throws IOException, InterruptedException {
    if (!model.isGiven()) {
      return new Choice(
          shelf,
          names(serving.settings().aliases()),
          serving.bytes(),
          Optional.empty(),
          false,
          Optional.empty());
    }
    StackSource first = first(shelf, serving);
    Map<String, String> wanted = new HashMap<>(serving.settings().aliases());
    wanted.put(Names.ORIGINAL, first.id());
    return new Choice(
        shelf.with(new ModelShelf.Found(first.id(), first.file())),
        names(wanted),
        serving.bytes(),
        Optional.of(first),
        false,
        Optional.empty());
  }

  /// The model of `--model`: one of the folder by its name, or any other.
  private StackSource first(ModelShelf shelf, Serving serving)
      throws IOException, InterruptedException {
    Optional<StackSource> inside =
        shelf.sources().stream().filter(source -> source.id().equals(model.text())).findFirst();
    if (inside.isPresent()) {
      return inside.get();
    }
    Path file = model.file(serving.console());
    for (StackSource source : shelf.sources()) {
      if (Files.isSameFile(source.file(), file)) {
        return source;
      }
    }
    return StackSource.of(ModelName.of(ModelLoader.name(file)), file, serving);
  }

  private Names names(Map<String, String> others) {
    Map<String, String> all = new HashMap<>(others);
    all.putAll(aliases);
    return new Names(all);
  }

  private long bytes() {
    return memory == null
        ? (long) (new MachineMemory().available() * MEMORY_SHARE)
        : Sizes.parse("--memory", memory);
  }
}
