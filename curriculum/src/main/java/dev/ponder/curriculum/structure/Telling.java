package dev.ponder.curriculum.structure;

import dev.ponder.core.Json;
import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Split;
import dev.ponder.curriculum.lexicon.Pool;
import dev.ponder.curriculum.lexicon.Pseudo;
import dev.ponder.curriculum.lexicon.Words;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Tells facts in a text: as sentences about somebody or something, as lines, or as a list.
final class Telling {
  /// `#` is the key, `@` the value, `$` what is told of.
  private static final Pool<String> ONE =
      Pool.lines(
          """
          The # is @.
          Its # is @.
          #: @.
          The # of $ is @.
          You will find @ under #.
          The # was given as @.
          As for the #, it is @.
          Here the # is @.
          # is @.
          We were told that the # is @.
          With a # of @.
          Note the #: @.
          It has the # @.
          The # here is @.
          Somebody wrote @ next to #.
          The # that we have is @.
          @ is the #.
          $ has the # @.
          For the # we have @.
          On file as # is @.
          """);

  private static final Pool<String> SEVERAL =
      Pool.lines(
          """
          The # are @.
          Its # are @.
          #: @.
          The # of $ are @.
          Under # we find @.
          There are these #: @.
          Here the # are @.
          $ has the # @.
          """);

  private static final Pool<String> YES =
      Pool.lines(
          """
          It is #.
          $ is #.
          #: yes.
          Yes, it is #.
          It is certainly #.
          """);

  private static final Pool<String> NO =
      Pool.lines(
          """
          It is not #.
          $ is not #.
          #: no.
          No, it is not #.
          It is by no means #.
          """);

  private static final Pool<String> LABELS =
      Pool.lines(
          """
          # : @
          #: @
          # = @
          - #: @
          * # - @
          """);

  /// Keys whose value may be what the text is about.
  private static final Set<String> NAMES = Set.of("name", "title", "event", "team");

  private final Dice dice;
  private final Split split;
  private String subject;

  Telling(Dice dice, Split split) {
    this.dice = dice;
    this.split = split;
    this.subject =
        switch (dice.between(0, 2)) {
          case 0 -> Words.person(dice, split);
          case 1 -> "the " + Words.thing(dice, split);
          default -> Pseudo.name(dice, split);
        };
  }

  /// How a text is laid out.
  enum Layout {
    PROSE,
    LINES,
    COMMAS
  }

  /// Facts about those keys, each with the words that state it in that layout.
  List<Fact> facts(List<Key> keys, Layout layout) {
    String label = LABELS.any(dice, split);
    List<Fact> facts = new ArrayList<>();
    Optional<Key> naming =
        keys.stream()
            .filter(key -> NAMES.contains(key.name()))
            .findFirst()
            .filter(_ -> layout == Layout.PROSE && dice.chance(0.6));
    naming.ifPresent(key -> subject = key.kind().told(dice, split).words());
    for (Key key : keys) {
      if (naming.filter(key::equals).isPresent()) {
        continue;
      }
      Told told = key.kind().told(dice, split);
      facts.add(
          new Fact(
              key,
              told,
              switch (layout) {
                case PROSE -> sentence(key, told);
                case LINES -> filled(label, key.said(), told);
                case COMMAS -> key.said() + " " + told.words();
              }));
    }
    naming.ifPresent(key -> facts.add(keys.indexOf(key), named(key, facts)));
    return facts;
  }

  /// Who something is told of, named nowhere else.
  private Fact named(Key key, List<Fact> facts) {
    String sentence =
        facts.stream()
            .map(Fact::sentence)
            .filter(words -> words.startsWith(subject + " "))
            .findFirst()
            .orElse("This is " + subject + ".");
    return new Fact(key, Told.string(subject), sentence);
  }

  /// The text that states them.
  String text(List<Fact> facts, Layout layout) {
    String between =
        switch (layout) {
          case PROSE -> " ";
          case LINES -> "\n";
          case COMMAS -> ", ";
        };
    List<String> parts = new ArrayList<>();
    for (String part : new LinkedHashSet<>(facts.stream().map(Fact::sentence).toList())) {
      String before = parts.isEmpty() ? "" : parts.getLast();
      String start = Pseudo.capital(subject) + " ";
      if (layout == Layout.PROSE
          && before.startsWith(start)
          && !before.contains(" and ")
          && part.startsWith(start)) {
        parts.removeLast();
        parts.add(
            before.substring(0, before.length() - 1) + " and " + part.substring(start.length()));
      } else {
        parts.add(part);
      }
    }
    return String.join(between, parts);
  }

  private String sentence(Key key, Told told) {
    if (told.value() instanceof Json.Bool(boolean yes)) {
      return filled((yes ? YES : NO).any(dice, split), key.said(), told);
    }
    if (!key.phrases().isEmpty() && dice.chance(0.6)) {
      String who = dice.chance(0.6) ? Pseudo.capital(subject) : "It";
      return who + " " + dice.any(key.phrases()).replace("#", told.words()) + ".";
    }
    boolean several = told.value() instanceof Json.Arr;
    return filled((several ? SEVERAL : ONE).any(dice, split), key.said(), told);
  }

  private String filled(String frame, String key, Told told) {
    String sentence = frame.replace("$", subject).replace("#", key).replace("@", told.words());
    // A value is to be copied as it stands.
    return frame.startsWith("@") ? sentence : Pseudo.capital(sentence);
  }
}
