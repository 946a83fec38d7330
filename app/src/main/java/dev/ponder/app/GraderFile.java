package dev.ponder.app;

import dev.ponder.core.Json;
import dev.ponder.core.JsonSyntaxException;
import dev.ponder.learn.grading.Grader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A grader as a file of JSON.
record GraderFile(Path path) {
  private static final long LONGEST = 1 << 20;

  /// The grader, whose models are those.
  ///
  /// @throws Mistake when there is no such file, or no grader in it
  Grader read(GraderModels models) throws IOException {
    Path file = ModelFiles.existing(path);
    if (Files.size(file) > LONGEST) {
      throw new Mistake(file + ": too long for a grader");
    }
    try {
      return Grader.of(Json.parse(Files.readAllBytes(file)), models);
    } catch (JsonSyntaxException e) {
      throw new Mistake("%s is not JSON: %s".formatted(file, Failures.text(e)));
    } catch (IllegalArgumentException e) {
      throw new Mistake("%s: %s".formatted(file, Failures.text(e)));
    }
  }
}
