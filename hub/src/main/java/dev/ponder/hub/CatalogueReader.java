package dev.ponder.hub;

import dev.ponder.core.Sections;
import dev.ponder.core.Sections.Section;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads a catalogue, written as [Sections]: one for each model.
///
/// @param label names the file in messages
record CatalogueReader(String label) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");
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

  /// All entries.
  ///
  /// @throws HubException for the first mistake; the message names file and line
  List<CatalogueEntry> read(String text) {
    try {
      return Sections.parse(label, text).sections().stream().map(this::entry).toList();
    } catch (Sections.Malformed e) {
      throw new HubException(String.valueOf(e.getMessage()), e);
    }
  }

  private void check(Section section) {
    if (!NAME.matcher(section.name()).matches()) {
      throw wrong(
          section.line(),
          "a model's name consists of small letters, digits, dots and dashes, unlike ["
              + Printable.text(section.name())
              + "]");
    }
    section
        .entries()
        .forEach((key, entry) -> {
          if (!KEYS.contains(key)) {
            throw wrong(
                entry.line(),
                "there is no key '%s', only %s"
                    .formatted(
                        Printable.text(key), String.join(", ", KEYS.stream().sorted().toList())));
          }
        });
  }

  private CatalogueEntry entry(Section section) {
    check(section);
    Map<String, Sections.Entry> values = section.entries();
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
    Map<String, Sections.Entry> values = section.entries();
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

  private static Optional<String> text(Map<String, Sections.Entry> values, String key) {
    return Optional.ofNullable(values.get(key)).map(Sections.Entry::value);
  }

  private HubException wrong(int line, String why) {
    return new HubException("%s, line %d: %s".formatted(label, line, why));
  }
}
