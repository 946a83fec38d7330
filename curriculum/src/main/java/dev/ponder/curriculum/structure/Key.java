package dev.ponder.curriculum.structure;

import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Split;
import dev.ponder.curriculum.lexicon.Words;
import java.util.Arrays;
import java.util.List;

/// A key of JSON objects.
///
/// @param phrases what may follow the subject of a sentence, `#` standing for the value
record Key(String name, Kind kind, List<String> phrases) {
  /// Texts in which keys are renamed, the keys in them that are, and names of two words.
  private static final double RENAMING = 0.65;

  private static final double RENAMED = 0.75;
  private static final double TWO_WORDS = 0.15;

  Key {
    phrases = List.copyOf(phrases);
  }

  /// The name as it is said.
  String said() {
    return name.replace('_', ' ');
  }

  /// These keys, many of them under names that nobody has heard of: who learns with the names of
  /// the tables alone learns the tables, and reads no other name. Examinations have names of their
  /// own.
  static List<Key> renamed(List<Key> keys, Dice dice, Split split) {
    if (split == Split.HELD_OUT || !dice.chance(RENAMING)) {
      return keys;
    }
    return keys.stream()
        .map(key -> dice.chance(RENAMED) ? key.called(name(dice, split)) : key)
        .toList();
  }

  private static String name(Dice dice, Split split) {
    String word = Words.word(dice, split);
    return dice.chance(TWO_WORDS) ? word + "_" + Words.word(dice, split) : word;
  }

  /// The same kind of value under another name, of which the phrases say nothing.
  private Key called(String other) {
    return new Key(other, kind, List.of());
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
