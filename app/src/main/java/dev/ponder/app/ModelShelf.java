package dev.ponder.app;

import dev.ponder.fleet.ModelSource;
import dev.ponder.hub.ModelStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The models that can be served, looked for again each time: an unchanged file is not read twice,
/// and of one that cannot be served the user is told once.
final class ModelShelf implements Supplier<List<ModelSource>> {
  private static final int DEPTH = 2;
  private static final Pattern FIRST_PART = Pattern.compile("-00001-of-\\d{5}$");

  /// Begins the names of files that hold the eyes of a model, not a model.
  private static final String PROJECTOR = "mmproj";

  private final Supplier<List<Found>> finder;
  private final Serving serving;
  private final Map<Found, Look> looks = new HashMap<>();

  /// Models with adapters of whose absence the user was told.
  private final Set<String> missed = new HashSet<>();

  /// A file and what to call the model in it.
  record Found(String id, Path file) {}

  /// What was in a file.
  private record Look(StackSource.State state, Optional<StackSource> source) {}

  private ModelShelf(Supplier<List<Found>> finder, Serving serving) {
    this.finder = finder;
    this.serving = serving;
  }

  /// Exactly these.
  static ModelShelf of(List<Found> models, Serving serving) {
    return new ModelShelf(() -> models, serving);
  }

  /// Those in a folder and in the folders within it, called as their files are without suffix; of a
  /// split one only the first part counts. The folder may come into being later.
  static ModelShelf folder(Path folder, Serving serving) {
    return new ModelShelf(() -> files(folder), serving);
  }

  /// Those that were pulled.
  static ModelShelf store(ModelStore store, Serving serving) {
    return new ModelShelf(
        () ->
            store.models().stream()
                .map(model -> new Found(ModelName.of(model.name()), model.file()))
                .toList(),
        serving);
  }

  /// That one too.
  ModelShelf with(Found more) {
    return new ModelShelf(
        () -> Stream.concat(finder.get().stream(), Stream.of(more)).distinct().toList(), serving);
  }

  @Override
  public List<ModelSource> get() {
    return List.copyOf(sources());
  }

  /// As [#get].
  synchronized List<StackSource> sources() {
    List<Found> found = found();
    looks.keySet().retainAll(found);
    return found.stream().flatMap(each -> look(each).stream()).toList();
  }

  /// The files that hold models, and then what the settings make of them with adapters.
  private List<Found> found() {
    Map<String, ModelSettings.Adapted> adapted = serving.settings().adapted();
    Set<Path> adapters =
        adapted.values().stream().map(ModelSettings.Adapted::adapter).collect(Collectors.toSet());
    List<Found> found = new ArrayList<>();
    Map<String, Path> files = new HashMap<>();
    for (Found each : finder.get()) {
      if (!adapters.contains(each.file().toAbsolutePath().normalize())) {
        found.add(each);
        files.putIfAbsent(each.id(), each.file());
      }
    }
    adapted.forEach((id, one) -> {
      Optional<Path> base = Optional.ofNullable(files.get(one.model()));
      base.ifPresentOrElse(file -> found.add(new Found(id, file)), () -> tellMissing(id, one));
    });
    return found;
  }

  private void tellMissing(String id, ModelSettings.Adapted adapted) {
    if (missed.add(id)) {
      tell("Leaving out %s: there is no model '%s' here".formatted(id, adapted.model()));
    }
  }

  private Optional<StackSource> look(Found found) {
    try {
      StackSource.State state =
          StackSource.State.of(found.file(), serving.capacity(found.id()).adapter());
      Look known = looks.get(found);
      if (known == null || !known.state().equals(state)) {
        known = new Look(state, source(found));
        looks.put(found, known);
      }
      return known.source();
    } catch (IOException vanished) {
      return Optional.empty();
    }
  }

  private Optional<StackSource> source(Found found) throws IOException {
    try {
      return Optional.of(StackSource.of(found.id(), found.file(), serving));
    } catch (RuntimeException e) {
      // Whatever is wrong with one file must not keep the others from being served.
      tell("Leaving out " + Failures.sentence(e));
      return Optional.empty();
    }
  }

  private void tell(String line) {
    serving.console().err().println(line);
    serving.console().err().flush();
  }

  private static List<Found> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder, DEPTH)) {
      return all.filter(Files::isRegularFile)
          .filter(ModelShelf::isModel)
          .map(file -> new Found(id(file.getFileName().toString()), file))
          .sorted(Comparator.comparing(Found::id))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Of a split model the first part stands for all; a later one only where the first is missing,
  /// so that somebody is told.
  private static boolean isModel(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".gguf")
        && !name.contains(PROJECTOR)
        && ModelParts.of(file).getFirst().equals(file);
  }

  private static String id(String name) {
    String stem = name.replaceFirst("\\.gguf$", "");
    return ModelName.of(FIRST_PART.matcher(stem).replaceFirst(""));
  }
}
