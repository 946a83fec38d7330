package dev.ponder.model.tokenizer;

import java.io.ByteArrayOutputStream;

/// Decodes UTF-8 that arrives in arbitrary pieces; holds back an incomplete character.
public final class Utf8Decoder {
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

  /// The characters that are complete now; U+FFFD for bytes that can never become one.
  public String accept(byte[] bytes) {
    throw new UnsupportedOperationException("being written");
  }

  /// What was held back, as U+FFFD where it is incomplete.
  public String end() {
    throw new UnsupportedOperationException("being written " + pending.size());
  }
}
