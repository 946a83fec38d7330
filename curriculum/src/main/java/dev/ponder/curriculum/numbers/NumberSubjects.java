package dev.ponder.curriculum.numbers;

import dev.ponder.curriculum.Subject;
import java.util.List;

/// Arithmetic with written working.
public final class NumberSubjects {
  private NumberSubjects() {}

  public static List<Subject> all() {
    return List.of();
  }
}
