package dev.ponder.curriculum.words;

import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.words.Scenario.Passage;
import dev.ponder.curriculum.words.Template.Gap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Fills the gaps of passages, one after the other, with one cast and one way of writing numbers.
/// Numbers are marked, so that [Marks] finds them in the finished text.
final class Teller {
  private final Dice dice;
  private final Cast cast;
  private final Numerals numerals;
  private final Figures figures;
  private final Map<String, String> growths;
  private final Map<Character, String> marked = new LinkedHashMap<>();
  private final Set<String> grown = new HashSet<>();
  private boolean givenAway;
  private final Persons persons;

  /// @param growths how numbers are told that are sums or products themselves
  Teller(Book book, Dice dice, Cast cast, Figures figures, Map<String, String> growths) {
    this.dice = dice;
    this.cast = cast;
    this.figures = figures;
    this.growths = growths;
    this.persons = new Persons(book.tongue(), dice, cast);
    this.numerals =
        new Numerals(
            book.tongue(), dice, book.lexicon().kinds().getOrDefault("currency", List.of()));
  }

  /// The names of the numbers by their marks.
  Map<Character, String> marked() {
    return marked;
  }

  /// Whether every number that was to be told as a sum or product was, and in no other way.
  boolean toldAllGrowths() {
    return grown.equals(growths.keySet()) && !givenAway;
  }

  String told(Passage passage) {
    return told(passage.template(), passage.aliases());
  }

  private String told(Template template, Map<String, String> aliases) {
    return switch (template) {
      case Template.Literal(String text) -> text;
      case Template.Sequence(List<Template> parts) -> {
        StringBuilder all = new StringBuilder();
        parts.forEach(part -> all.append(told(part, aliases)));
        yield all.toString();
      }
      case Template.Choice(List<Template> alternatives) -> told(dice.any(alternatives), aliases);
      case Gap gap -> filled(gap, aliases);
    };
  }

  private String filled(Gap gap, Map<String, String> aliases) {
    String name = aliases.getOrDefault(gap.name(), gap.name());
    if (figures.values().containsKey(name)) {
      return number(name, gap, aliases);
    }
    if (Cast.isPerson(name)) {
      return persons.called(name, gap.form());
    }
    if (name.equals("$")) {
      return numerals.currency();
    }
    Noun noun = cast.noun(name).orElseThrow(() -> new IllegalArgumentException("no " + gap));
    return switch (gap.form()) {
      case "" -> noun.many();
      case "one" -> noun.one();
      case "a" -> noun.withArticle();
      default -> throw new IllegalArgumentException("no form of nouns is " + gap.form());
    };
  }

  private String number(String name, Gap gap, Map<String, String> aliases) {
    Optional<String> growth = Optional.ofNullable(growths.get(name));
    if (growth.isPresent()) {
      return grownNumber(name, gap, growth.get(), aliases);
    }
    long value = figures.of(name);
    if (gap.noun().isEmpty()) {
      return mark(name, numerals.number(value));
    }
    return switch (gap.noun().getLast()) {
      case "$" -> mark(name, numerals.money(value)) + numerals.unit(value);
      case "times" -> mark(name, numerals.times(value));
      case "part" -> mark(name, numerals.share(value));
      case "%" -> mark(name, numerals.percent(value));
      default -> mark(name, numerals.number(value)) + " " + counted(gap.noun(), value, aliases);
    };
  }

  private String grownNumber(String name, Gap gap, String wording, Map<String, String> aliases) {
    if (gap.growth() == Template.Growth.FIXED || gap.noun().size() != 1 || !grown.add(name)) {
      givenAway = true;
      return "";
    }
    String noun = gap.noun().getFirst();
    String source =
        Phrases.replaced(
            wording,
            Map.ofEntries(
                Map.entry("p", name + "_a"),
                Map.entry("k", name + "_a"),
                Map.entry("q", name + "_b"),
                Map.entry("m", name + "_b"),
                Map.entry("noun", aliases.getOrDefault(noun, noun))));
    return told(Template.parse(source), Map.of());
  }

  private String counted(List<String> phrase, long value, Map<String, String> aliases) {
    StringBuilder words = new StringBuilder();
    for (String word : phrase.subList(0, phrase.size() - 1)) {
      words.append(known(word, aliases).map(Noun::one).orElse(word)).append(' ');
    }
    String last = phrase.getLast();
    Noun noun = known(last, aliases).orElseGet(() -> Noun.parse(last));
    return words + (value == 1 ? noun.one() : noun.many());
  }

  private Optional<Noun> known(String word, Map<String, String> aliases) {
    return cast.noun(aliases.getOrDefault(word, word));
  }

  private String mark(String name, String written) {
    char mark = (char) (Marks.FIRST + marked.size());
    marked.put(mark, name);
    return mark + written + Marks.END;
  }
}
