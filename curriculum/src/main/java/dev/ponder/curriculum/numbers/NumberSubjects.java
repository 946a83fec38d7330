package dev.ponder.curriculum.numbers;

import dev.ponder.curriculum.Area;
import dev.ponder.curriculum.Language;
import dev.ponder.curriculum.Subject;
import dev.ponder.curriculum.Tooling;
import dev.ponder.curriculum.working.PosedSubject;
import java.util.List;
import java.util.Set;

/// Whole numbers: sums, products and what is made of them.
public final class NumberSubjects {
  private NumberSubjects() {}

  public static List<Subject> all() {
    return List.of(
        subject("addition", Addition.LEVELS, Addition::make),
        subject("subtraction", Subtraction.LEVELS, Subtraction::make),
        subject("multiplication", Multiplication.LEVELS, Multiplication::make),
        subject("division", Division.LEVELS, Division::make),
        subject("expressions", Expressions.LEVELS, Expressions::make),
        subject("averages", Averages.LEVELS, Averages::make),
        subject("powers", Powers.LEVELS, Powers::make),
        subject("fractions", Fractions.LEVELS, Fractions::make));
  }

  private static Subject subject(String name, int levels, PosedSubject.Maker maker) {
    return new PosedSubject(
        name, Area.ARITHMETIC, levels, Set.of(Language.values()), Set.of(Tooling.values()), maker);
  }
}
