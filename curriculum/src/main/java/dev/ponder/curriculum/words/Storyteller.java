package dev.ponder.curriculum.words;

import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Split;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes problems from a phrase book.
final class Storyteller {
  private static final double AS_WRITTEN = 0.65;

  /// With fewer scenarios than this, each is told less often than others are grown.
  private static final int MANY = 20;

  private static final int TRIES = 400;

  private final Book book;
  private final Split split;

  Storyteller(Book book, Split split) {
    this.book = book;
    this.split = split;
  }

  /// A problem of that many operations.
  ///
  /// @throws IllegalStateException when the book has none
  Story story(int steps, Dice dice) {
    List<Scenario> fitting =
        book.scenarios().stream().filter(one -> one.steps().size() == steps).toList();
    List<Scenario> shorter =
        book.scenarios().stream()
            .filter(one -> one.steps().size() < steps && one.steps().size() + 2 >= steps)
            .toList();
    double written = AS_WRITTEN * Math.min(fitting.size(), MANY) / MANY;
    for (int i = 0; i < TRIES; i++) {
      boolean grow = fitting.isEmpty() || (!shorter.isEmpty() && !dice.chance(written));
      Optional<Story> story = attempt(dice.any(grow ? shorter : fitting), steps, dice);
      if (story.isPresent()) {
        return story.get();
      }
    }
    throw new IllegalStateException("no story of %d steps".formatted(steps));
  }

  /// A problem of that scenario, grown to that many steps; nothing where the dice find none.
  Optional<Story> attempt(Scenario scenario, int steps, Dice dice) {
    Optional<Growing> grown = Growing.to(steps, scenario, book, dice);
    if (grown.isEmpty()) {
      return Optional.empty();
    }
    Scenario told = grown.get().scenario();
    List<Quantity> quantities = new ArrayList<>(told.quantities());
    quantities.add(new Quantity(Book.SPARE, Role.SPARE, 2, 90, Optional.empty()));
    Optional<Figures> figures = Figures.drawn(dice, quantities, told.steps());
    if (figures.isEmpty()) {
      return Optional.empty();
    }
    Cast cast = new Cast(dice, book, split);
    Teller teller = new Teller(book, dice, cast, figures.get(), grown.get().told());
    String text = new Telling(dice, book, teller).told(told);
    return teller.toldAllGrowths() && teller.marked().values().containsAll(needed(told))
        ? Optional.of(written(told, quantities, figures.get(), new Marked(text, teller.marked())))
        : Optional.empty();
  }

  /// The numbers that nobody could do without.
  private static Set<String> needed(Scenario scenario) {
    Set<String> needed = new HashSet<>();
    for (Quantity quantity : scenario.quantities()) {
      boolean used =
          scenario.steps().stream()
              .anyMatch(step ->
                  step.left().equals(quantity.name()) || step.right().equals(quantity.name()));
      if (used) {
        needed.add(quantity.name());
      }
    }
    return needed;
  }

  private record Marked(String text, Map<Character, String> names) {}

  private static Story written(
      Scenario scenario, List<Quantity> quantities, Figures figures, Marked marked) {
    Map<String, Role> roles = new HashMap<>();
    quantities.forEach(one -> roles.put(one.name(), one.role()));
    List<Story.Mention> mentions = new ArrayList<>();
    for (char mark : Marks.numbers(marked.text())) {
      String name = marked.names().getOrDefault(mark, "");
      mentions.add(new Story.Mention(figures.of(name), roles.getOrDefault(name, Role.BASE).word()));
    }
    Map<String, Expression> expressions = new HashMap<>();
    List<Story.Sum> sums = new ArrayList<>();
    for (Step step : scenario.steps()) {
      Expression expression =
          Expression.of(
              operand(step.left(), figures, expressions),
              step.operation(),
              operand(step.right(), figures, expressions));
      expressions.put(step.name(), expression);
      sums.add(
          new Story.Sum(
              label(step.name()),
              figures.of(step.left()),
              step.operation().sign(),
              figures.of(step.right()),
              figures.of(step.name()),
              expression.text()));
    }
    return new Story(scenario.name(), Marks.removed(marked.text()), mentions, sums);
  }

  private static Expression operand(
      String name, Figures figures, Map<String, Expression> expressions) {
    Expression made = expressions.get(name);
    return made == null ? Expression.number(figures.of(name)) : made;
  }

  /// A number's name without what only tells it from others of the same name.
  private static String label(String name) {
    return name.replaceAll("[\\d_]+.*$", "");
  }
}
