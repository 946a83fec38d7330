package dev.ponder.learn;

import dev.ponder.core.Effort;
import dev.ponder.curriculum.Answer;
import dev.ponder.curriculum.Exercise;
import dev.ponder.curriculum.Setting;
import dev.ponder.curriculum.Subject;

/// An exercise to be done with that effort.
public record Lesson(Subject subject, Setting setting, Effort effort, Exercise exercise) {

  /// What should be answered.
  public Answer answer() {
    return exercise.answer(effort);
  }
}
