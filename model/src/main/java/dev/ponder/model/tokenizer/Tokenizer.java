package dev.ponder.model.tokenizer;

import java.util.OptionalInt;

/// Text to token ids and back. Immutable and thread-safe.
public interface Tokenizer {

  /// The ids of the text in which spellings of control tokens are ordinary text: what untrusted
  /// input must give. User-defined tokens are matched. Adds neither BOS nor EOS. A lone surrogate
  /// counts as U+FFFD.
  int[] encode(String text);

  /// As [#encode], but spellings of control tokens become those tokens: for templates.
  int[] encodeWithControl(String text);

  /// The UTF-8 bytes that the token stands for; may be part of a character. A control token gives
  /// the bytes of its spelling.
  ///
  /// @throws IndexOutOfBoundsException when there is no such token
  byte[] bytes(int token);

  /// What the token adds to a text: its bytes, less the space that some tokenizers put in front of
  /// a text and of what follows a special token. Joined, these are the bytes of [#decode].
  ///
  /// @param previous the token before it, or -1 at the start of a text
  default byte[] bytesAfter(int previous, int token) {
    return bytes(token);
  }

  /// Whether the token is a control token, which never is part of visible text.
  boolean isControl(int token);

  /// The id of a control or user-defined token by its exact spelling.
  OptionalInt special(String spelling);

  /// Number of tokens.
  int size();

  /// The token that starts every text, where the model wants one.
  OptionalInt beginOfText();

  /// The tokens that end an answer according to the model file (EOS, EOT).
  java.util.Set<Integer> endOfText();

  /// The text of the ids: bytes joined, then decoded as UTF-8 with U+FFFD for what is invalid.
  default String decode(int[] tokens) {
    java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
    int previous = -1;
    for (int token : tokens) {
      out.writeBytes(bytesAfter(previous, token));
      previous = token;
    }
    return out.toString(java.nio.charset.StandardCharsets.UTF_8);
  }
}
