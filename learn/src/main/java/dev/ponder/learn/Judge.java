package dev.ponder.learn;

import dev.ponder.core.Effort;
import dev.ponder.curriculum.Exercise;
import dev.ponder.curriculum.Python;
import dev.ponder.curriculum.Reply;
import dev.ponder.learn.python.PythonSubset;
import java.util.Optional;

/// Tells whether a reply does what an exercise asks.
public final class Judge {
  private Judge() {}

  /// Whether the exercise's check passes; or, where code should be run, whether the reply runs code
  /// that prints the same, since there is more than one way to write a sum.
  public static boolean right(Exercise exercise, Effort effort, Reply reply) {
    if (exercise.check().passes(reply)) {
      return true;
    }
    Optional<String> wanted = printed(exercise, effort);
    return wanted.isPresent() && Python.code(reply).flatMap(PythonSubset::result).equals(wanted);
  }

  /// What the code prints that should be run; empty where none should be.
  public static Optional<String> printed(Exercise exercise, Effort effort) {
    Reply model = new Reply("", exercise.answer(effort).calls());
    return Python.code(model).flatMap(PythonSubset::result);
  }
}
