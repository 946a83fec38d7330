package dev.ponder.app;

import dev.ponder.core.Json;
import dev.ponder.core.JsonSyntaxException;
import dev.ponder.learn.grading.Grader;
import dev.ponder.learn.tuning.Method;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A grader as a file of JSON.
record GraderFile(Path path) {
  private static final long LONGEST = 1 << 20;

  /// Practice with the grader, whose models are those.
  ///
  /// @param group answers to each task
  /// @throws Mistake when there is no such file, or no grader in it
  /// @throws IllegalArgumentException when that are too few or too many answers
  Method.Reinforcement read(GraderModels models, int group) throws IOException {
    Path file = ModelFiles.existing(path);
    if (Files.size(file) > LONGEST) {
      throw new Mistake(file + ": too long for a grader");
    }
    Json description = description(file);
    return new Method.Reinforcement(grader(file, description, models), description, group);
  }

  private static Json description(Path file) throws IOException {
    try {
      return Json.parse(Files.readAllBytes(file));
    } catch (JsonSyntaxException e) {
      throw new Mistake("%s is not JSON: %s".formatted(file, Failures.text(e)));
    }
  }

  private static Grader grader(Path file, Json description, GraderModels models) {
    try {
      return Grader.of(description, models);
    } catch (IllegalArgumentException e) {
      throw new Mistake("%s: %s".formatted(file, Failures.text(e)));
    }
  }
}
