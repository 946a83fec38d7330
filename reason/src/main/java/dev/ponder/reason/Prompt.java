package dev.ponder.reason;

import dev.ponder.model.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.List;

/// A rendered conversation before its text is encoded: control tokens by id, and between them the
/// text, in pieces as long as possible, because a tokenizer may merge across what a template wrote
/// and what a user wrote.
public record Prompt(List<Piece> pieces) {
  public Prompt {
    pieces = List.copyOf(pieces);
  }

  /// A control token or a stretch of text.
  public sealed interface Piece {

    /// A token that the format itself writes.
    record Control(int token) implements Piece {}

    /// Text in which no control token is recognised.
    record Text(String text) implements Piece {}
  }

  /// Writes a prompt piece by piece; neighbouring texts become one.
  static final class Builder {
    private final Tokenizer tokenizer;
    private final List<Piece> pieces = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    Builder(Tokenizer tokenizer) {
      this.tokenizer = tokenizer;
    }

    Builder control(int token) {
      flush();
      pieces.add(new Piece.Control(token));
      return this;
    }

    Builder text(String more) {
      text.append(more);
      return this;
    }

    /// A mark such as `<think>`: the control token of that spelling where the vocabulary has one,
    /// else text, which the tokenizer turns into a user-defined token where it has that.
    Builder mark(String spelling) {
      var token = tokenizer.special(spelling);
      if (token.isPresent() && tokenizer.isControl(token.getAsInt())) {
        return control(token.getAsInt());
      }
      return text(spelling);
    }

    Prompt build() {
      flush();
      return new Prompt(pieces);
    }

    private void flush() {
      if (!text.isEmpty()) {
        pieces.add(new Piece.Text(text.toString()));
        text.setLength(0);
      }
    }
  }
}
