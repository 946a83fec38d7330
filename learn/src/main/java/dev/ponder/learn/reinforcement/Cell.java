package dev.ponder.learn.reinforcement;

import dev.ponder.core.Effort;
import dev.ponder.curriculum.Curriculum;
import dev.ponder.curriculum.Subject;
import dev.ponder.curriculum.Tooling;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/// Exercises that are about as hard for a model: one subject at one level, done with one effort,
/// with or without a tool.
public record Cell(Subject subject, int level, Effort effort, Tooling tooling) {

  /// The cells of those subjects, in a fixed order.
  public static List<Cell> of(Collection<Subject> subjects) {
    List<Cell> cells = new ArrayList<>();
    for (Subject subject : subjects) {
      for (int level = 1; level <= subject.levels(); level++) {
        for (Effort effort : Effort.values()) {
          for (Tooling tooling : Tooling.values()) {
            if (subject.toolings().contains(tooling)) {
              cells.add(new Cell(subject, level, effort, tooling));
            }
          }
        }
      }
    }
    return List.copyOf(cells);
  }

  /// The cells of the whole curriculum.
  public static List<Cell> all() {
    return of(Curriculum.subjects());
  }

  /// Whether a tool is offered that runs code.
  boolean offersTool() {
    return tooling == Tooling.PYTHON;
  }

  /// Such as `multiplication/3/high/none`; unique.
  public String name() {
    return "%s/%d/%s/%s".formatted(subject.name(), level, lower(effort), lower(tooling));
  }

  static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
