package dev.ponder.curriculum.measures;

import dev.ponder.curriculum.Subject;
import java.util.List;

/// Comparing, sorting, units, dates, percentages.
public final class MeasureSubjects {
  private MeasureSubjects() {}

  public static List<Subject> all() {
    return List.of();
  }
}
