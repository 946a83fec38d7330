package dev.ponder.hub;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a catalogue: sections of `key = value` lines under a `[name]`; `#` or `;` begins a comment
/// line.
///
/// @param label names the file in messages
record CatalogueReader(String label) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");
  private static final Pattern SECTION = Pattern.compile("\\[([^\\]]*)\\]");
  private static final Set<String> KEYS =
      Set.of(
          "repository",
          "revision",
          "file",
          "quantisation",
          "url",
          "size",
          "sha256",
          "licence",
          "memory",
          "about");

  /// A section while it is read.
  private record Section(String name, int line, Map<String, String> values) {}

  /// All entries.
  ///
  /// @throws HubException for the first mistake; the message names file and line
  List<CatalogueEntry> read(String text) {
    List<Section> sections = new ArrayList<>();
    int number = 0;
    for (String raw : text.split("\\R", -1)) {
      number++;
      String line = raw.strip().replaceFirst("^\uFEFF", "");
      if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
        continue;
      }
      if (line.startsWith("[")) {
        sections.add(section(line, number, sections));
      } else {
        value(line, number, sections);
      }
    }
    return sections.stream().map(this::entry).toList();
  }

  private Section section(String line, int number, List<Section> before) {
    Matcher matcher = SECTION.matcher(line);
    String name = matcher.matches() ? matcher.group(1).strip() : "";
    if (!NAME.matcher(name).matches()) {
      throw wrong(
          number,
          "a model begins with [name] in small letters, digits, dots and dashes, not with "
              + Printable.text(line));
    }
    if (before.stream().anyMatch(section -> section.name().equals(name))) {
      throw wrong(number, "[" + name + "] is there twice");
    }
    return new Section(name, number, new LinkedHashMap<>());
  }

  private void value(String line, int number, List<Section> sections) {
    int equals = line.indexOf('=');
    String key = equals < 0 ? "" : line.substring(0, equals).strip();
    String value = line.substring(equals + 1).strip();
    if (equals < 0 || value.isEmpty()) {
      throw wrong(number, "'" + Printable.text(line) + "' is not of the form key = value");
    }
    if (sections.isEmpty()) {
      throw wrong(number, "'" + Printable.text(key) + "' stands before the first [name]");
    }
    if (!KEYS.contains(key)) {
      throw wrong(
          number,
          "there is no key '%s', only %s"
              .formatted(Printable.text(key), String.join(", ", KEYS.stream().sorted().toList())));
    }
    if (sections.getLast().values().putIfAbsent(key, value) != null) {
      throw wrong(number, "'" + key + "' is there twice");
    }
  }

  private CatalogueEntry entry(Section section) {
    Map<String, String> values = section.values();
    Optional<String> sha256 = text(values, "sha256");
    if (sha256.isPresent() && sha256.flatMap(Digest::of).isEmpty()) {
      throw wrong(
          section.line(), "[" + section.name() + "] has a sha256 that is not 64 hex digits");
    }
    try {
      return new CatalogueEntry(
          section.name(),
          source(section),
          text(values, "size"),
          sha256.flatMap(Digest::of),
          text(values, "licence"),
          text(values, "memory"),
          text(values, "about"));
    } catch (HubException e) {
      throw wrong(section.line(), "[" + section.name() + "]: " + e.getMessage());
    }
  }

  private Reference source(Section section) {
    Map<String, String> values = section.values();
    Optional<String> url = text(values, "url");
    Optional<String> repository = text(values, "repository");
    if (url.isPresent() == repository.isPresent()) {
      throw new HubException("it needs either a repository or a url");
    }
    if (url.isPresent()) {
      return new Reference.At(Endpoint.web(url.get()));
    }
    if (values.containsKey("file") && values.containsKey("quantisation")) {
      throw new HubException("it takes a file or a quantisation, not both");
    }
    Optional<String> file = text(values, "file");
    if (file.isPresent() && !file.get().endsWith(".gguf")) {
      throw new HubException("its file must end in .gguf");
    }
    return new Reference.InRepository(
        Repository.of(repository.orElseThrow()),
        text(values, "revision").orElse(Reference.MAIN),
        file.or(() -> text(values, "quantisation")));
  }

  private static Optional<String> text(Map<String, String> values, String key) {
    return Optional.ofNullable(values.get(key));
  }

  private HubException wrong(int line, String why) {
    return new HubException("%s, line %d: %s".formatted(label, line, why));
  }
}
