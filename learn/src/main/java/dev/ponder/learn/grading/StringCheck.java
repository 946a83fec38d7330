package dev.ponder.learn.grading;

import java.util.List;
import java.util.Locale;

/// Compares two texts: worth 1 where the comparison holds, and 0 where not.
record StringCheck(String name, Operation operation, Template input, Template reference)
    implements Grader {

  /// How texts are compared.
  enum Operation {
    /// The same, to the character.
    EQ,
    /// Not the same.
    NE,
    /// The input contains the reference.
    LIKE,
    /// As [#LIKE], in any case.
    ILIKE
  }

  @Override
  public Grade grade(Work work) throws GradingException {
    return Grade.of(holds(input.text(work), reference.text(work)) ? 1 : 0);
  }

  private boolean holds(String text, String wanted) {
    return switch (operation) {
      case EQ -> text.equals(wanted);
      case NE -> !text.equals(wanted);
      case LIKE -> text.contains(wanted);
      case ILIKE -> text.toLowerCase(Locale.ROOT).contains(wanted.toLowerCase(Locale.ROOT));
    };
  }

  @Override
  public List<Template> templates() {
    return List.of(input, reference);
  }
}
