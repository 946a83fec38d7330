package dev.ponder.curriculum.words;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A kind of story: the numbers in it, the steps to its answer, the sentences that tell it and the
/// question. The last step's result is the answer.
///
/// @param facts in the order in which they are told
/// @param questions which ask for the last step's result
/// @param whole sentences that tell and ask everything in one; may be empty
/// @param outcome what sequels go on from, where there may be any
record Scenario(
    String name,
    List<Quantity> quantities,
    List<Step> steps,
    List<Fact> facts,
    List<Passage> questions,
    List<Passage> whole,
    Optional<Outcome> outcome) {
  Scenario {
    quantities = List.copyOf(quantities);
    steps = List.copyOf(steps);
    facts = List.copyOf(facts);
    questions = List.copyOf(questions);
    whole = List.copyOf(whole);
  }

  /// One piece of text with its gaps.
  ///
  /// @param aliases which words of the story stand for those of the gaps; for all others the same
  record Passage(Template template, Map<String, String> aliases) {
    Passage {
      aliases = Map.copyOf(aliases);
    }

    static Passage parse(String source) {
      return new Passage(Template.parse(source), Map.of());
    }
  }

  /// A sentence or two that tell one thing, in one of several wordings.
  record Fact(List<Passage> wordings, Place place) {
    Fact {
      wordings = List.copyOf(wordings);
    }
  }

  enum Place {
    /// Told where it stands.
    FIXED,
    /// Told before or after the neighbours that are free as well.
    FREE,
    /// Told or not.
    OPTIONAL
  }

  /// What is there at the end: a `stock` of things that somebody has, or `money`.
  record Outcome(String kind, List<String> arguments) {
    Outcome {
      arguments = List.copyOf(arguments);
    }
  }

  /// How a story of some kind can go on: a scenario whose first number `@` is what was the answer.
  record Sequel(String kind, List<String> parameters, Scenario scenario) {
    Sequel {
      parameters = List.copyOf(parameters);
    }
  }

  /// This story and then that sequel.
  ///
  /// @param ordinal makes the sequel's numbers differ from those of another one
  /// @throws IllegalArgumentException when the sequel does not go on from this outcome
  Scenario then(Sequel sequel, int ordinal) {
    Outcome reached = outcome.orElseThrow(() -> new IllegalArgumentException(name + " ends"));
    Map<String, String> aliases = new HashMap<>();
    for (int i = 0; i < sequel.parameters().size(); i++) {
      aliases.put(sequel.parameters().get(i), reached.arguments().get(i));
    }
    aliases.put("@", steps.getLast().name());
    Scenario more = sequel.scenario();
    more.quantities().forEach(one -> aliases.put(one.name(), one.name() + ordinal));
    more.steps().forEach(one -> aliases.put(one.name(), one.name() + ordinal));
    UnaryOperator<String> renamed = word -> aliases.getOrDefault(word, word);
    return new Scenario(
        name + "+" + more.name(),
        joined(quantities, more.quantities().stream().map(one -> one.named(renamed)).toList()),
        joined(steps, more.steps().stream().map(one -> one.named(renamed)).toList()),
        joined(facts, more.facts().stream().map(fact -> aliased(fact, aliases)).toList()),
        more.questions().stream().map(one -> aliased(one, aliases)).toList(),
        List.of(),
        more.outcome().isEmpty() ? Optional.empty() : outcome);
  }

  private static Fact aliased(Fact fact, Map<String, String> aliases) {
    return new Fact(
        fact.wordings().stream().map(one -> aliased(one, aliases)).toList(), fact.place());
  }

  private static Passage aliased(Passage passage, Map<String, String> aliases) {
    return new Passage(passage.template(), aliases);
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    List<T> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
