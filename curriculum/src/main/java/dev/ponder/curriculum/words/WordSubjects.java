package dev.ponder.curriculum.words;

import dev.ponder.curriculum.Subject;
import java.util.List;

/// Problems told in words.
public final class WordSubjects {
  private WordSubjects() {}

  public static List<Subject> all() {
    return List.of(new WordProblems());
  }
}
