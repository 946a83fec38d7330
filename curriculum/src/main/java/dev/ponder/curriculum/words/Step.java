package dev.ponder.curriculum.words;

import java.util.function.UnaryOperator;

/// One operation: `name = left sign right`, where the operands are names of numbers or whole
/// numbers themselves (seven days in a week).
record Step(String name, String left, Operation operation, String right) {

  /// Reads `left = start - gone`.
  ///
  /// @throws IllegalArgumentException when it is none
  static Step parse(String source) {
    String[] words = source.strip().split(" +");
    if (words.length != 5 || !words[1].equals("=")) {
      throw new IllegalArgumentException("a step is \"name = left sign right\", not " + source);
    }
    return new Step(words[0], words[2], Operation.signed(words[3]), words[4]);
  }

  Step named(UnaryOperator<String> renamed) {
    return new Step(renamed.apply(name), renamed.apply(left), operation, renamed.apply(right));
  }
}
