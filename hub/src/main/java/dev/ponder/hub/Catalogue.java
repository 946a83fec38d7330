package dev.ponder.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The models that have short names: those that come with the program, and the user's own, which
/// replace them where the names are the same.
public final class Catalogue {
  private static final long MOST_FILE_BYTES = 1 << 20;

  /// More than this many different letters in ten make another word.
  private static final int DIFFERENT_IN_TEN = 4;

  private final Map<String, CatalogueEntry> entries = new LinkedHashMap<>();

  private Catalogue(List<CatalogueEntry> own, List<CatalogueEntry> users) {
    Stream.concat(own.stream(), users.stream()).forEach(entry -> entries.put(entry.name(), entry));
  }

  /// The built-in catalogue with the user's file merged over it, if there is one.
  ///
  /// @throws HubException when that file cannot be understood; the message names the line
  public static Catalogue of(Map<String, String> environment) {
    return new Catalogue(builtIn(), read(file(environment)));
  }

  /// Where the user's own entries are: `ponder/catalogue.ini` in the folder for configuration.
  public static Path file(Map<String, String> environment) {
    return Folders.configuration(environment).resolve("ponder").resolve("catalogue.ini");
  }

  /// In the order of the files.
  public List<CatalogueEntry> entries() {
    return List.copyOf(entries.values());
  }

  /// The entry of that name.
  public Optional<CatalogueEntry> find(String name) {
    return Optional.ofNullable(entries.get(name));
  }

  /// Names that somebody may have meant who wrote this one, the nearest first.
  public List<String> near(String name) {
    List<String> within =
        entries.keySet().stream()
            .filter(known -> known.contains(name) || name.contains(known))
            .toList();
    List<String> near =
        within.isEmpty()
            ? entries.keySet().stream().filter(known -> close(known, name)).toList()
            : within;
    return near.stream()
        .sorted(Comparator.comparingInt(known -> Spelling.distance(known, name)))
        .limit(3)
        .toList();
  }

  private static boolean close(String known, String name) {
    return Spelling.distance(known, name) * 10
        <= DIFFERENT_IN_TEN * Math.min(known.length(), name.length());
  }

  private static List<CatalogueEntry> builtIn() {
    try (InputStream in = Catalogue.class.getResourceAsStream("catalogue.ini")) {
      if (in == null) {
        throw new IllegalStateException("the catalogue is missing from the program");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new CatalogueReader("catalogue.ini").read(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<CatalogueEntry> read(Path file) {
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    try {
      if (Files.size(file) > MOST_FILE_BYTES) {
        throw new HubException(file + " is too large for a catalogue");
      }
      return new CatalogueReader(file.toString()).read(Files.readString(file));
    } catch (IOException e) {
      throw new HubException(file + " cannot be read as text in UTF-8", e);
    }
  }
}
