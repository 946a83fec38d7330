package dev.ponder.curriculum.words;

import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Split;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who and what a story is about. Each word of the scenario's gets a name or noun when it is first
/// asked for, and no two get the same.
final class Cast {
  /// The share of stories that invented words occur in, and that of the words in these.
  private static final double COINED_STORIES = 0.6;

  private static final double COINED_WORDS = 0.85;

  private final Dice dice;
  private final Tongue tongue;
  private final Lexicon lexicon;
  private final Coinage coinage;
  private final boolean coined;
  private final Map<String, Person> persons = new HashMap<>();
  private final Map<String, Noun> nouns = new HashMap<>();
  private final Set<String> used = new HashSet<>();

  record Person(String name, Gender gender) {}

  Cast(Dice dice, Book book, Split split) {
    this.dice = dice;
    this.tongue = book.tongue();
    this.lexicon = book.lexicon();
    this.coinage = new Coinage(split);
    this.coined = dice.chance(COINED_STORIES);
  }

  /// Persons are called by one capital letter.
  static boolean isPerson(String word) {
    return word.length() == 1 && Character.isUpperCase(word.charAt(0));
  }

  Person person(String word) {
    return persons.computeIfAbsent(word, _ -> newPerson());
  }

  private Person newPerson() {
    while (true) {
      Gender gender = dice.any(Gender.values());
      String name =
          coined && dice.chance(COINED_WORDS)
              ? coinage.name(dice, gender)
              : dice.any(gender == Gender.FEMALE ? lexicon.women() : lexicon.men());
      if (used.add(name)) {
        return new Person(name, gender);
      }
    }
  }

  /// The noun for a word such as `x`, `food` or `food2`; nothing where that names no kind.
  Optional<Noun> noun(String word) {
    Noun known = nouns.get(word);
    if (known != null) {
      return Optional.of(known);
    }
    List<Noun> choices = lexicon.kinds().getOrDefault(kind(word), List.of());
    if (choices.isEmpty()) {
      return Optional.empty();
    }
    Noun fresh = newNoun(kind(word), choices);
    nouns.put(word, fresh);
    return Optional.of(fresh);
  }

  private Noun newNoun(String kind, List<Noun> choices) {
    boolean invented = coined && lexicon.coinable().contains(kind) && dice.chance(COINED_WORDS);
    while (true) {
      Noun noun = invented ? tongue.written(coinage.noun(dice)) : dice.any(choices);
      if (used.add(noun.many())) {
        return noun;
      }
    }
  }

  private static String kind(String word) {
    return switch (word) {
      case "x", "y", "z", "u" -> "thing";
      default -> word.replaceAll("\\d+$", "");
    };
  }
}
