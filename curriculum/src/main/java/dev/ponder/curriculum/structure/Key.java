package dev.ponder.curriculum.structure;

import java.util.Arrays;
import java.util.List;

/// A key of JSON objects.
///
/// @param phrases what may follow the subject of a sentence, `#` standing for the value
record Key(String name, Kind kind, List<String> phrases) {
  Key {
    phrases = List.copyOf(phrases);
  }

  /// The name as it is said.
  String said() {
    return name.replace('_', ' ');
  }

  /// The keys of a table: `name kind phrase | phrase …` on each line.
  static List<Key> table(String lines) {
    return lines.lines().filter(line -> !line.isBlank()).map(Key::of).toList();
  }

  private static Key of(String line) {
    String[] parts = line.strip().split(" ", 3);
    List<String> phrases =
        parts.length < 3
            ? List.of()
            : Arrays.stream(parts[2].split("\\|")).map(String::strip).toList();
    return new Key(parts[0], Kind.named(parts[1]), phrases);
  }
}
