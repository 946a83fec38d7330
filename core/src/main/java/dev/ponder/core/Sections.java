package dev.ponder.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text that people write to configure something: `key = value` lines under `[name]` lines; `#`
/// or `;` begins a comment line. No section and no key of a section is there twice.
///
/// @param label names the text in messages
public record Sections(String label, List<Section> sections) {
  private static final Pattern HEAD = Pattern.compile("\\[([^\\]]+)\\]");
  private static final int SHOWN = 80;

  /// The lines under one name.
  ///
  /// @param line where it begins, from 1
  /// @param entries by key, in the order of the text
  public record Section(String name, int line, Map<String, Entry> entries) {
    public Section {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }
  }

  /// A value and its line.
  public record Entry(String value, int line) {}

  public Sections {
    sections = List.copyOf(sections);
  }

  /// What is wrong with such a text; the message names it and the line.
  public static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Malformed(String message) {
      super(message);
    }
  }

  /// Reads a text.
  ///
  /// @throws Malformed at the first line that is of neither form, or names something a second time
  public static Sections parse(String label, String text) {
    Parser parser = new Parser(label);
    int number = 0;
    for (String raw : text.split("\\R", -1)) {
      parser.line(raw.strip().replaceFirst("^\uFEFF", ""), ++number);
    }
    return new Sections(label, parser.finished());
  }

  /// What to throw when the text is well formed but says something wrong.
  public Malformed wrong(int line, String why) {
    return new Malformed("%s, line %d: %s".formatted(label, line, why));
  }

  private static final class Parser {
    private final String label;
    private final List<Section> sections = new ArrayList<>();
    private Map<String, Entry> entries = new LinkedHashMap<>();

    private Parser(String label) {
      this.label = label;
    }

    private void line(String line, int number) {
      if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
        return;
      }
      if (line.startsWith("[")) {
        head(line, number);
      } else {
        entry(line, number);
      }
    }

    private void head(String line, int number) {
      Matcher matcher = HEAD.matcher(line);
      String name = matcher.matches() ? matcher.group(1).strip() : "";
      if (name.isEmpty()) {
        throw wrong(number, "a section begins with [name], not with '" + shown(line) + "'");
      }
      if (sections.stream().anyMatch(section -> section.name().equals(name))) {
        throw wrong(number, "[" + shown(name) + "] is there twice");
      }
      close();
      sections.add(new Section(name, number, Map.of()));
    }

    private void entry(String line, int number) {
      int equals = line.indexOf('=');
      String key = equals < 0 ? "" : line.substring(0, equals).strip();
      String value = line.substring(equals + 1).strip();
      if (key.isEmpty() || value.isEmpty()) {
        throw wrong(number, "'" + shown(line) + "' is not of the form key = value");
      }
      if (sections.isEmpty()) {
        throw wrong(number, "'" + shown(key) + "' stands before the first [name]");
      }
      if (entries.putIfAbsent(key, new Entry(value, number)) != null) {
        throw wrong(number, "'" + shown(key) + "' is there twice");
      }
    }

    private void close() {
      if (!sections.isEmpty()) {
        Section last = sections.removeLast();
        sections.add(new Section(last.name(), last.line(), entries));
      }
      entries = new LinkedHashMap<>();
    }

    private List<Section> finished() {
      close();
      return sections;
    }

    private Malformed wrong(int line, String why) {
      return new Sections(label, List.of()).wrong(line, why);
    }

    /// Text from outside, harmless to print.
    private static String shown(String text) {
      String clean = text.replaceAll("\\p{Cntrl}", "?");
      return clean.length() <= SHOWN ? clean : clean.substring(0, SHOWN) + "...";
    }
  }
}
