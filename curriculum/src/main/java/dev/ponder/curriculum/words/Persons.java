package dev.ponder.curriculum.words;

import dev.ponder.curriculum.Dice;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Calls the persons of one story by their names, or by pronouns where these can mean nobody else:
/// no other person of that gender was mentioned, and where a sentence could do with either, this
/// person was the last one mentioned at all.
final class Persons {
  private static final double PRONOUN = 0.5;

  private final Tongue tongue;
  private final Dice dice;
  private final Cast cast;
  private final Set<String> mentioned = new HashSet<>();
  private Optional<String> latest = Optional.empty();

  Persons(Tongue tongue, Dice dice, Cast cast) {
    this.tongue = tongue;
    this.dice = dice;
    this.cast = cast;
  }

  /// The person in that form: empty or `he` for who does something, `him` for whom it is done to,
  /// `his` and `'s` for whose a thing is, `name` for the name whatever was said before.
  ///
  /// @throws IllegalArgumentException for another form
  String called(String word, String form) {
    Cast.Person person = cast.person(word);
    boolean pronoun = isPronoun(word, form);
    mentioned.add(word);
    latest = Optional.of(word);
    return pronoun ? pronoun(form, person.gender()) : named(form, person.name());
  }

  private boolean isPronoun(String word, String form) {
    boolean latestOne = latest.filter(word::equals).isPresent();
    boolean clear = mentioned.contains(word) && isOnlyOne(word);
    return switch (form) {
      case "he", "his" -> clear;
      case "name" -> false;
      default -> clear && latestOne && dice.chance(PRONOUN);
    };
  }

  private boolean isOnlyOne(String word) {
    Gender gender = cast.person(word).gender();
    return mentioned.stream()
        .filter(other -> !other.equals(word))
        .noneMatch(other -> cast.person(other).gender() == gender);
  }

  private String pronoun(String form, Gender gender) {
    int offset = gender == Gender.FEMALE ? 0 : 1;
    return switch (form) {
      case "him" -> tongue.pronouns().get(2 + offset);
      case "his", "'s" -> tongue.pronouns().get(4 + offset);
      default -> tongue.pronouns().get(offset);
    };
  }

  private static String named(String form, String name) {
    return switch (form) {
      case "", "he", "him", "name" -> name;
      case "his", "'s" -> name + "'s";
      default -> throw new IllegalArgumentException("no form of names is " + form);
    };
  }
}
