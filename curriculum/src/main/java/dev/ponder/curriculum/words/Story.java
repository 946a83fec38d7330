package dev.ponder.curriculum.words;

import java.util.List;

/// A problem as it is told and solved.
///
/// @param mentions the numbers in the text, in its order
record Story(String scenario, String text, List<Mention> mentions, List<Sum> sums) {
  Story {
    mentions = List.copyOf(mentions);
    sums = List.copyOf(sums);
  }

  /// A number as it stands in the text.
  ///
  /// @param role what part it plays
  record Mention(long value, String role) {}

  /// One step of the solution.
  ///
  /// @param label what its result is
  /// @param python it and the steps that it needs as one Python expression
  record Sum(String label, long left, char sign, long right, long result, String python) {}

  /// The result of the last step.
  long answer() {
    return sums.getLast().result();
  }
}
