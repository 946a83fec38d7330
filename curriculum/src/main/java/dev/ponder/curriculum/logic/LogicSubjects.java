package dev.ponder.curriculum.logic;

import dev.ponder.curriculum.Subject;
import java.util.List;

/// Puzzles: orders, truth, sequences, Countdown.
public final class LogicSubjects {
  private LogicSubjects() {}

  public static List<Subject> all() {
    return List.of(
        new Orders(),
        new Truths(),
        new Liars(),
        new Sequences(),
        new Letters(),
        new Countdown(),
        new OddOnes());
  }
}
