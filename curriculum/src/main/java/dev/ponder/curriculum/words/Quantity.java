package dev.ponder.curriculum.words;

import java.util.Optional;
import java.util.function.UnaryOperator;

/// A number of a story: drawn between two bounds, or made of others by a formula, which is no step
/// of the solution.
record Quantity(String name, Role role, long low, long high, Optional<Step> formula) {

  /// Reads `gone out 2..50` or `total whole = groups * each`.
  ///
  /// @throws IllegalArgumentException when it is neither
  static Quantity parse(String source) {
    String[] words = source.strip().split(" +");
    if (words.length == 3) {
      int dots = words[2].indexOf("..");
      long low = Long.parseLong(words[2].substring(0, dots));
      long high = Long.parseLong(words[2].substring(dots + 2));
      return new Quantity(words[0], Role.named(words[1]), low, high, Optional.empty());
    }
    if (words.length != 6) {
      throw new IllegalArgumentException("a number is \"name role low..high\", not " + source);
    }
    Step formula = Step.parse(source.strip().replaceFirst(" +\\w+ += ", " = "));
    return new Quantity(words[0], Role.named(words[1]), 0, 0, Optional.of(formula));
  }

  Quantity named(UnaryOperator<String> renamed) {
    return new Quantity(
        renamed.apply(name), role, low, high, formula.map(step -> step.named(renamed)));
  }
}
