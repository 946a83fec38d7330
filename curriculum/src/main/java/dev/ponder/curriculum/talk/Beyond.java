package dev.ponder.curriculum.talk;

import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Language;
import dev.ponder.curriculum.Split;
import dev.ponder.curriculum.lexicon.Pool;
import dev.ponder.curriculum.lexicon.Pseudo;
import dev.ponder.curriculum.lexicon.Words;
import java.util.Locale;

/// Something that is asked of a small model and is beyond it.
record Beyond(String words, Wish wish) {

  /// What somebody wants.
  enum Wish {
    TO_KNOW,
    TO_HAVE
  }

  private static final double MADE_UP = 0.2;

  static Beyond any(Dice dice, Split split, Language language) {
    BeyondPhrases phrases = BeyondPhrases.in(language);
    boolean know = dice.chance(0.55);
    String frame =
        know
            ? phrases.questions().any(dice, split)
            : joined(phrases.openers().any(dice, split), phrases.deeds().any(dice, split));
    String words = filled(frame, dice, split, phrases);
    return new Beyond(words, know ? Wish.TO_KNOW : Wish.TO_HAVE);
  }

  /// An opener that ends with a question mark leaves the mark to the end.
  private static String joined(String opener, String deed) {
    if (opener.equals("-")) {
      return Pseudo.capital(deed) + ".";
    }
    return opener.contains("#") ? opener.replace("#", deed) : opener + " " + deed;
  }

  private static String filled(String frame, Dice dice, Split split, BeyondPhrases phrases) {
    String words = frame;
    while (words.contains("{")) {
      int from = words.indexOf('{');
      int to = words.indexOf('}');
      String slot = words.substring(from + 1, to);
      words =
          words.substring(0, from) + filler(slot, dice, split, phrases) + words.substring(to + 1);
    }
    return words;
  }

  private static String filler(String slot, Dice dice, Split split, BeyondPhrases phrases) {
    return switch (slot) {
      case "topic" -> madeUp(phrases.topics(), dice, split);
      case "country" -> Pseudo.capital(madeUp(phrases.countries(), dice, split));
      case "animals" -> phrases.animals().any(dice, split);
      case "person" -> BeyondPhrases.PEOPLE.any(dice, split).replace('_', ' ');
      case "city" -> Words.place(dice, split);
      case "thing" -> Words.thing(dice, split);
      case "food" -> Words.food(dice, split);
      case "title" -> Pseudo.capital(Words.word(dice, split));
      case "year" -> Integer.toString(dice.between(1200, 2030));
      case "number" -> Integer.toString(dice.between(2, 20));
      default -> throw new IllegalArgumentException("no slot " + slot.toLowerCase(Locale.ROOT));
    };
  }

  private static String madeUp(Pool<String> pool, Dice dice, Split split) {
    return dice.chance(MADE_UP)
        ? Pseudo.word(dice, split)
        : pool.any(dice, split).replace('_', ' ');
  }
}
