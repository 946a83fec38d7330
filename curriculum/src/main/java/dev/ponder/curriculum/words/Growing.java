package dev.ponder.curriculum.words;

import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.words.Scenario.Fact;
import dev.ponder.curriculum.words.Scenario.Passage;
import dev.ponder.curriculum.words.Scenario.Sequel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Makes stories longer: by a sequel, or by telling a number as a sum or product.
///
/// @param told the wording for each number that is told as a sum or product
record Growing(Scenario scenario, Map<String, String> told) {
  private static final long LEAST = 9;
  private static final long GREATEST_FACTOR = 15;

  Growing {
    told = Map.copyOf(told);
  }

  /// The scenario grown to that many steps, or nothing where the dice find no way.
  static Optional<Growing> to(int steps, Scenario scenario, Book book, Dice dice) {
    Growing grown = new Growing(scenario, Map.of());
    for (int i = 0; grown.scenario().steps().size() < steps; i++) {
      int room = steps - grown.scenario().steps().size();
      Optional<Growing> longer =
          dice.chance(0.5) ? grown.continued(room, i, book, dice) : grown.split(book, dice);
      if (i > 8) {
        return Optional.empty();
      }
      grown = longer.orElse(grown);
    }
    return Optional.of(grown);
  }

  private Optional<Growing> continued(int room, int ordinal, Book book, Dice dice) {
    List<Sequel> fitting =
        book.sequels().stream()
            .filter(sequel ->
                scenario.outcome().filter(o -> o.kind().equals(sequel.kind())).isPresent())
            .filter(sequel -> sequel.scenario().steps().size() <= room)
            .toList();
    return fitting.isEmpty()
        ? Optional.empty()
        : Optional.of(new Growing(scenario.then(dice.any(fitting), ordinal + 1), told));
  }

  private Optional<Growing> split(Book book, Dice dice) {
    List<Quantity> fitting = splittable();
    if (fitting.isEmpty() || book.sums().isEmpty() || book.products().isEmpty()) {
      return Optional.empty();
    }
    Quantity whole = dice.any(fitting);
    boolean sum = dice.chance(0.5);
    String first = whole.name() + "_a";
    String second = whole.name() + "_b";
    long high = sum ? whole.high() / 2 : Math.min(GREATEST_FACTOR, (long) Math.sqrt(whole.high()));
    List<Quantity> quantities = new ArrayList<>(scenario.quantities());
    quantities.remove(whole);
    quantities.add(new Quantity(first, sum ? Role.PART : Role.COUNT, 2, high, Optional.empty()));
    quantities.add(new Quantity(second, sum ? Role.PART : Role.EACH, 2, high, Optional.empty()));
    List<Step> steps = new ArrayList<>();
    steps.add(new Step(whole.name(), first, sum ? Operation.ADD : Operation.MULTIPLY, second));
    steps.addAll(scenario.steps());
    Map<String, String> wordings = new HashMap<>(told);
    wordings.put(whole.name(), dice.any(sum ? book.sums() : book.products()));
    return Optional.of(
        new Growing(
            new Scenario(
                scenario.name(),
                quantities,
                steps,
                scenario.facts(),
                scenario.questions(),
                List.of(),
                scenario.outcome()),
            wordings));
  }

  /// The numbers that some wording lets grow, that are large enough, and that no other number is
  /// made of.
  private List<Quantity> splittable() {
    Set<String> growing = new TreeSet<>();
    for (Fact fact : scenario.facts()) {
      for (Passage passage : fact.wordings()) {
        Template.gaps(
            passage.template(),
            gap -> {
              if (gap.growth() == Template.Growth.MAY_GROW) {
                growing.add(passage.aliases().getOrDefault(gap.name(), gap.name()));
              }
            });
      }
    }
    return scenario.quantities().stream()
        .filter(one -> growing.contains(one.name()) && !told.containsKey(one.name()))
        .filter(one -> one.formula().isEmpty() && one.high() >= LEAST)
        .filter(one -> scenario.quantities().stream().noneMatch(other -> uses(other, one)))
        .toList();
  }

  private static boolean uses(Quantity made, Quantity part) {
    return made.formula()
        .filter(step -> step.left().equals(part.name()) || step.right().equals(part.name()))
        .isPresent();
  }
}
