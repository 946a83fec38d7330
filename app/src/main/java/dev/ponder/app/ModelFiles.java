package dev.ponder.app;

import dev.ponder.hub.Catalogue;
import dev.ponder.hub.CatalogueEntry;
import dev.ponder.hub.Endpoint;
import dev.ponder.hub.HubException;
import dev.ponder.hub.HubOptions;
import dev.ponder.hub.ModelStore;
import dev.ponder.hub.PullListener;
import dev.ponder.hub.Puller;
import dev.ponder.hub.Reference;
import dev.ponder.hub.StoredModel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Finds the file that a user means by a path, a name or a reference.
record ModelFiles(Console console) {

  /// The file: at that path, or of the model of that name in the store.
  ///
  /// @throws Mistake when there is neither; the message says how to get it
  Path find(String model) {
    if (ScriptedSource.isMeant(model)) {
      throw new Mistake(model + ": a scripted model can only be served, by 'ponder serve'");
    }
    Optional<Path> path = path(model);
    if (path.isPresent()) {
      return existing(path.get());
    }
    return stored(model)
        .map(StoredModel::file)
        .or(() -> builtIn(model))
        .orElseThrow(() -> absent(model));
  }

  /// As [#find], but a model that is absent is pulled.
  Path findOrPull(String model) throws InterruptedException {
    boolean here = path(model).isPresent() || stored(model).isPresent();
    if (here || isPath(model) || builtIn(model).isPresent()) {
      return find(model);
    }
    HubOptions options = HubOptions.of(console.environment());
    Reference reference = Reference.parse(model, options.endpoint());
    try (Interruption _ = new Interruption();
        Puller puller = Puller.of(options, catalogue(), store());
        PullReport report = PullReport.on(console)) {
      PullListener listener = report;
      return puller.pull(reference, listener).model().file();
    }
  }

  /// That path, checked to be a file that can be read.
  static Path existing(Path file) {
    if (!Files.exists(file)) {
      throw new Mistake(file + ": no such file");
    }
    if (Files.isDirectory(file)) {
      throw new Mistake(file + ": is a directory, not a GGUF file");
    }
    if (!Files.isReadable(file)) {
      throw new Mistake(file + ": permission denied");
    }
    return file;
  }

  private ModelStore store() {
    return ModelStore.of(console.environment());
  }

  private Catalogue catalogue() {
    return Catalogue.of(console.environment());
  }

  private Optional<StoredModel> stored(String model) {
    Endpoint endpoint = Endpoint.of(console.environment());
    try {
      return store().find(Reference.parse(model, endpoint));
    } catch (HubException e) {
      return Optional.empty();
    }
  }

  private Optional<Path> builtIn(String model) {
    return model.equals(BuiltInModel.NAME)
        ? BuiltInModel.file(console.environment())
        : Optional.empty();
  }

  /// What to work with where the user named nothing: the model that comes with Ponder, unless
  /// others were pulled, of which one has to be named.
  Optional<Path> unnamed() {
    return store().models().isEmpty() ? BuiltInModel.file(console.environment()) : Optional.empty();
  }

  private Mistake absent(String model) {
    if (isPath(model)) {
      return new Mistake(model + ": no such file");
    }
    String name = model.replaceFirst(":.*", "");
    Optional<CatalogueEntry> entry = catalogue().find(name);
    boolean repository = model.startsWith("hf:") || model.startsWith("http");
    if (entry.isPresent() || repository) {
      String size = entry.flatMap(CatalogueEntry::size).map(" (%s)"::formatted).orElse("");
      return new Mistake(
          "the model '%s' is not here: 'ponder pull %s' fetches it%s"
              .formatted(model, model, size));
    }
    List<String> near = catalogue().near(name);
    return new Mistake(
        ("%s: no such file, nor a model in the store or the catalogue%s (see 'ponder models' and"
                + " 'ponder catalogue')")
            .formatted(model, near.isEmpty() ? "" : ", did you mean " + near.getFirst() + "?"));
  }

  /// The path, if something is there.
  private static Optional<Path> path(String model) {
    try {
      return Optional.of(Path.of(model)).filter(Files::exists);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /// Whether it can only be meant as a path.
  private static boolean isPath(String model) {
    return model.startsWith("/")
        || model.startsWith(".")
        || model.startsWith("~")
        || (model.endsWith(".gguf") && !model.startsWith("hf:") && !model.startsWith("http"));
  }
}
