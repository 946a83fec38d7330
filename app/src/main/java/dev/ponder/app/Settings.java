package dev.ponder.app;

import dev.ponder.compute.CacheType;
import dev.ponder.core.Defaults;
import dev.ponder.core.Effort;
import dev.ponder.core.Sampling;
import dev.ponder.core.Sections;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a user has written about the models of a folder:
///
/// ```
/// [aliases]
/// o4-mini = qwen3-4b
///
/// [prefix-cache]
/// folder = /var/cache/ponder
/// size = 50G
///
/// [qwen3-4b]
/// context = 32768
/// temperature = 0.6
///
/// [ft:qwen3-4b:mine]
/// model = qwen3-4b
/// adapter = mine.gguf
/// ```
///
/// @param aliases other names, each for a model
/// @param prefixes what all models keep of computed prompts
/// @param models by the model's id
record Settings(
    Map<String, String> aliases, Prefixes.Wish prefixes, Map<String, ModelSettings> models) {
  /// The file's name in a folder of models.
  static final String FILE = "ponder.conf";

  /// Where nothing is written.
  static final Settings NONE = new Settings(Map.of(), Prefixes.Wish.NONE, Map.of());

  private static final String ALIASES = "aliases";
  private static final String PREFIXES = "prefix-cache";
  private static final long LONGEST_FILE = 1 << 20;

  Settings {
    aliases = Map.copyOf(aliases);
    models = Map.copyOf(models);
  }

  /// Those in that file.
  ///
  /// @throws Mistake when it cannot be read or says something wrong; the message names the line
  static Settings read(Path file) {
    try {
      if (Files.size(file) > LONGEST_FILE) {
        throw new Mistake(file + ": is too long for settings");
      }
      return of(Sections.parse(file.toString(), Files.readString(file)), file);
    } catch (Sections.Malformed e) {
      throw new Mistake(Failures.text(e));
    } catch (MalformedInputException e) {
      throw new Mistake(file + ": is not UTF-8 text");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// How the model of that id is to be run.
  ModelSettings of(String id) {
    return models.getOrDefault(id, ModelSettings.USUAL);
  }

  /// What models with adapters are made of, by their ids.
  Map<String, ModelSettings.Adapted> adapted() {
    Map<String, ModelSettings.Adapted> adapted = new TreeMap<>();
    models.forEach((id, model) -> model.adapted().ifPresent(one -> adapted.put(id, one)));
    return adapted;
  }

  private static Settings of(Sections sections, Path file) {
    Map<String, String> aliases = new LinkedHashMap<>();
    Map<String, ModelSettings> models = new LinkedHashMap<>();
    Prefixes.Wish prefixes = Prefixes.Wish.NONE;
    for (Sections.Section section : sections.sections()) {
      Reader reader = new Reader(sections, section, file);
      switch (section.name()) {
        case ALIASES ->
            section.entries().forEach((name, entry) -> aliases.put(name, entry.value()));
        case PREFIXES -> prefixes = reader.prefixes();
        default -> models.put(section.name(), reader.settings());
      }
    }
    return new Settings(aliases, prefixes, models);
  }

  /// Reads what is said in one section.
  ///
  /// @param file that the paths in it are relative to
  private record Reader(Sections sections, Sections.Section section, Path file) {
    /// Names of files never have colons, so these are nobody else's.
    private static final Pattern ADAPTED = Pattern.compile("ft(:[a-z0-9._-]+)+");

    private static final List<String> PREFIX_KEYS = List.of("folder", "size");
    private static final List<String> KEYS =
        List.of(
            "context",
            "cache-type",
            "max-concurrent",
            "effort",
            "temperature",
            "top-p",
            "max-tokens",
            "model",
            "adapter");

    Prefixes.Wish prefixes() {
      requireKnown(PREFIX_KEYS, "the prefix cache");
      return new Prefixes.Wish(entry("folder").map(this::folder), entry("size").map(this::size));
    }

    private Path folder(Sections.Entry entry) {
      try {
        return file.toAbsolutePath().resolveSibling(entry.value()).normalize();
      } catch (InvalidPathException e) {
        throw wrong("folder", entry, "a folder");
      }
    }

    private long size(Sections.Entry entry) {
      try {
        return Sizes.parse("size", entry.value());
      } catch (Mistake e) {
        throw wrong("size", entry, "a size such as 50G");
      }
    }

    private void requireKnown(List<String> keys, String whose) {
      section
          .entries()
          .forEach((key, entry) -> {
            if (!keys.contains(key)) {
              throw sections.wrong(
                  entry.line(),
                  "there is no setting '%s' of %s, only %s"
                      .formatted(key, whose, String.join(", ", keys)));
            }
          });
    }

    ModelSettings settings() {
      requireKnown(KEYS, "a model");
      return new ModelSettings(
          whole("context", 2, Integer.MAX_VALUE),
          choice("cache-type", CacheType.class),
          whole("max-concurrent", 1, Capacity.MOST_SEQUENCES),
          new Defaults(
              choice("effort", Effort.class).orElse(Defaults.API.effort()),
              sampling(),
              whole("max-tokens", 1, Integer.MAX_VALUE)),
          adapted());
    }

    private Optional<ModelSettings.Adapted> adapted() {
      Optional<Sections.Entry> model = entry("model");
      Optional<Sections.Entry> adapter = entry("adapter");
      boolean named = ADAPTED.matcher(section.name()).matches();
      if (model.isEmpty() && adapter.isEmpty() && !named) {
        return Optional.empty();
      }
      if (model.isEmpty() || adapter.isEmpty() || !named) {
        throw sections.wrong(
            section.line(),
            "a model with an adapter is called [ft:MODEL:NAME] in lower case, and has both 'model' and 'adapter'");
      }
      return Optional.of(
          new ModelSettings.Adapted(model.get().value(), adapterFile(adapter.get())));
    }

    private Path adapterFile(Sections.Entry entry) {
      try {
        Path path = file.toAbsolutePath().resolveSibling(entry.value()).normalize();
        if (Files.isRegularFile(path) && Files.isReadable(path)) {
          return path;
        }
      } catch (InvalidPathException e) {
        throw wrong("adapter", entry, "a file");
      }
      throw wrong("adapter", entry, "a file that is there and can be read");
    }

    private Sampling sampling() {
      Sampling usual = Defaults.API.sampling();
      return usual
          .withTemperature(
              decimal("temperature", 0, 2, "a number from 0 to 2").orElse(usual.temperature()))
          .withTopP(
              decimal("top-p", Double.MIN_VALUE, 1, "a number above 0 and up to 1")
                  .orElse(usual.topP()));
    }

    private Optional<Sections.Entry> entry(String key) {
      return Optional.ofNullable(section.entries().get(key));
    }

    private OptionalInt whole(String key, int least, int most) {
      return entry(key)
          .map(entry -> {
            OptionalDouble value = number(entry.value());
            if (value.isEmpty()
                || value.getAsDouble() != Math.rint(value.getAsDouble())
                || !isBetween(value.getAsDouble(), least, most)) {
              throw wrong(key, entry, "a whole number from %d to %d".formatted(least, most));
            }
            return OptionalInt.of((int) value.getAsDouble());
          })
          .orElseGet(OptionalInt::empty);
    }

    private Optional<Double> decimal(String key, double least, double most, String range) {
      return entry(key)
          .map(entry -> {
            OptionalDouble value = number(entry.value());
            if (value.isEmpty() || !isBetween(value.getAsDouble(), least, most)) {
              throw wrong(key, entry, range);
            }
            return value.getAsDouble();
          });
    }

    private <E extends Enum<E>> Optional<E> choice(String key, Class<E> type) {
      return entry(key)
          .map(entry ->
              Stream.of(type.getEnumConstants())
                  .filter(each -> Sizes.lowerCase(each).equals(entry.value()))
                  .findFirst()
                  .orElseThrow(() -> wrong(key, entry, "one of " + spellings(type))));
    }

    private static String spellings(Class<? extends Enum<?>> type) {
      return Stream.of(type.getEnumConstants())
          .map(Sizes::lowerCase)
          .collect(Collectors.joining(", "));
    }

    private static boolean isBetween(double value, double least, double most) {
      return value >= least && value <= most;
    }

    private static OptionalDouble number(String text) {
      try {
        return OptionalDouble.of(Double.parseDouble(text));
      } catch (NumberFormatException e) {
        return OptionalDouble.empty();
      }
    }

    private Sections.Malformed wrong(String key, Sections.Entry entry, String expected) {
      return sections.wrong(
          entry.line(), "'%s' must be %s, not '%s'".formatted(key, expected, entry.value()));
    }
  }
}
