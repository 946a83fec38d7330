package dev.ponder.curriculum.structure;

import dev.ponder.curriculum.Subject;
import java.util.List;

/// JSON by schema, calls of functions, use of their results.
public final class StructureSubjects {
  private StructureSubjects() {}

  public static List<Subject> all() {
    return List.of(
        new JsonExtraction(),
        new JsonAnswers(),
        new FunctionCalls(),
        new FunctionResults(),
        new PythonCode(),
        new TextQuestions());
  }
}
