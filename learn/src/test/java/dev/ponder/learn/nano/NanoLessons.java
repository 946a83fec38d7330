package dev.ponder.learn.nano;

import dev.ponder.learn.Transcriber;

/// ponder-nano's format for tests, in bytes.
public final class NanoLessons {
  private NanoLessons() {}

  /// Writes in bytes and marks.
  public static Transcriber transcriber() {
    return NanoVocabulary.ofBytes().transcriber(1 << 14);
  }
}
