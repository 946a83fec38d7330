package dev.ponder.learn.evaluation;

import dev.ponder.core.Effort;
import dev.ponder.curriculum.Curriculum;
import dev.ponder.curriculum.Reply;
import dev.ponder.curriculum.Split;
import dev.ponder.curriculum.Subject;
import java.util.List;

/// Marks of answers that nobody gave.
final class Marks {
  private Marks() {}

  /// Different additions, which the tool may help with after them.
  static List<Task> additions(int count) {
    List<Subject> subjects =
        Curriculum.subjects().stream().filter(one -> one.name().equals("addition")).toList();
    return Task.of(new Task.Order(subjects, Split.HELD_OUT, count, 8));
  }

  static Mark right(String text) {
    return mark(additions(1).getFirst(), text, true, true);
  }

  static Mark wrong(String text) {
    return mark(additions(1).getFirst(), text, false, true);
  }

  static Mark cut(String text) {
    return mark(additions(1).getFirst(), text, false, false);
  }

  /// The answer to that task, as its exercise has it.
  static Mark solved(Task task) {
    return mark(task, task.exercise().answer(Effort.LOW).text(), true, true);
  }

  private static Mark mark(Task task, String text, boolean right, boolean ended) {
    return new Mark(
        task,
        Effort.HIGH,
        right,
        ended,
        ended,
        0,
        1,
        false,
        new Reply(text, List.of()),
        new int[0],
        new int[0]);
  }
}
