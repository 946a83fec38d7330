package dev.ponder.reason;

import dev.ponder.model.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A rendered conversation before its text is encoded: control tokens by id, and between them the
/// text, in pieces as long as possible, because a tokenizer may merge across what a template wrote
/// and what a user wrote.
///
/// @param reserved tokens that no text may become, although the vocabulary has them as
///   user-defined, which tokenizers match in any text: the format's own marks
public record Prompt(List<Piece> pieces, Set<Integer> reserved) {
  public Prompt {
    pieces = List.copyOf(pieces);
    reserved = Set.copyOf(reserved);
  }

  /// A control token or a stretch of text.
  public sealed interface Piece {

    /// A token that the format itself writes.
    record Control(int token) implements Piece {}

    /// Text in which no control token is recognised.
    record Text(String text) implements Piece {}
  }

  /// The marks that a format writes.
  ///
  /// @param anywhere finds one in a text
  record Script(Tokenizer tokenizer, List<String> marks, Pattern anywhere) {

    /// These marks in that vocabulary.
    static Script of(Tokenizer tokenizer, List<String> marks) {
      String any = marks.stream().map(Pattern::quote).collect(Collectors.joining("|"));
      return new Script(tokenizer, List.copyOf(marks), Pattern.compile(any));
    }
  }

  /// Writes a prompt piece by piece; neighbouring texts become one.
  static final class Builder {
    private final Script script;
    private final List<Piece> pieces = new ArrayList<>();
    private final Set<Integer> reserved = new HashSet<>();
    private final StringBuilder text = new StringBuilder();

    Builder(Script script) {
      this.script = script;
      for (String mark : script.marks()) {
        OptionalInt token = script.tokenizer().special(mark);
        if (token.isPresent() && !script.tokenizer().isControl(token.getAsInt())) {
          reserved.add(token.getAsInt());
        }
      }
    }

    Builder control(int token) {
      flush();
      pieces.add(new Piece.Control(token));
      return this;
    }

    /// Text from anywhere: it stays text, whatever it spells.
    Builder text(String more) {
      text.append(more);
      return this;
    }

    /// The format's own words. Each mark in them is the token of that spelling where the vocabulary
    /// has one, else text.
    Builder script(String words) {
      Matcher mark = script.anywhere().matcher(words);
      int from = 0;
      while (mark.find()) {
        OptionalInt token = script.tokenizer().special(mark.group());
        if (token.isPresent() && !mark.group().isEmpty()) {
          text(words.substring(from, mark.start())).control(token.getAsInt());
          from = mark.end();
        }
      }
      return text(words.substring(from));
    }

    Prompt build() {
      flush();
      return new Prompt(pieces, reserved);
    }

    private void flush() {
      if (!text.isEmpty()) {
        pieces.add(new Piece.Text(text.toString()));
        text.setLength(0);
      }
    }
  }
}
