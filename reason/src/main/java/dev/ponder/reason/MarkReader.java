package dev.ponder.reason;

import dev.ponder.model.tokenizer.Tokenizer;
import dev.ponder.model.tokenizer.Utf8Decoder;
import java.util.OptionalInt;

/// Turns tokens into text in which each mark is one character, see [Marks]. The result does not
/// depend on how the model cut its output into tokens: part of a character or of a mark is held
/// back until the rest is there. A control token that is no mark is dropped.
final class MarkReader {
  private static final char REPLACEMENT = '\ufffd';

  private final Tokenizer tokenizer;
  private final Marks marks;
  private final Utf8Decoder decoder = new Utf8Decoder();
  private final CharacterBoundary boundary = new CharacterBoundary();
  private final Start start;
  private final StringBuilder held = new StringBuilder();
  private OptionalInt previous = OptionalInt.empty();

  private MarkReader(Tokenizer tokenizer, Marks marks, Start start) {
    this.tokenizer = tokenizer;
    this.marks = marks;
    this.start = start;
  }

  /// What the output follows: some tokenizers put a space in front of what follows a mark.
  private enum Start {
    MARK,
    TEXT
  }

  /// For output that begins a turn.
  static MarkReader ofTurn(Tokenizer tokenizer, Marks marks) {
    return new MarkReader(tokenizer, marks, Start.MARK);
  }

  /// For output that continues a text.
  static MarkReader ofContinuation(Tokenizer tokenizer, Marks marks) {
    return new MarkReader(tokenizer, marks, Start.TEXT);
  }

  /// The text that this token completes.
  String accept(int token) {
    StringBuilder out = new StringBuilder();
    if (token >= 0 && token < tokenizer.size()) {
      byte[] bytes = tokenizer.bytesAfter(before(token), token);
      previous = OptionalInt.of(token);
      if (tokenizer.isControl(token)) {
        flush(out);
        char symbol = marks.ofControl(token);
        if (symbol != 0) {
          out.append(symbol);
        }
      } else {
        hold(decoder.accept(bytes));
        boundary.accept(bytes);
        release(out);
      }
    }
    return out.toString();
  }

  private int before(int token) {
    return previous.orElseGet(() ->
        switch (start) {
          case MARK -> -1;
          // Any token that is no mark.
          case TEXT -> token;
        });
  }

  /// What was held back, once no token follows.
  String end() {
    StringBuilder out = new StringBuilder();
    flush(out);
    return out.toString();
  }

  boolean midCharacter() {
    return boundary.midCharacter();
  }

  boolean holding() {
    return !held.isEmpty() || midCharacter();
  }

  private void flush(StringBuilder out) {
    hold(decoder.end());
    boundary.reset();
    release(out);
    out.append(held);
    held.setLength(0);
  }

  private void hold(String text) {
    for (int i = 0; i < text.length(); i++) {
      held.append(Marks.isSymbol(text.charAt(i)) ? REPLACEMENT : text.charAt(i));
    }
  }

  /// Moves everything but the possible beginning of a mark.
  private void release(StringBuilder out) {
    int from = 0;
    for (int at = 0; at < held.length(); at++) {
      for (String mark : marks.spelled()) {
        int matched = matched(mark, at);
        if (matched == mark.length()) {
          out.append(held, from, at).append(marks.symbol(mark));
          from = at + matched;
          at = from - 1;
          break;
        }
        if (at + matched == held.length()) {
          out.append(held, from, at);
          held.delete(0, at);
          return;
        }
      }
    }
    out.append(held, from, held.length());
    held.setLength(0);
  }

  /// How many characters of the mark stand there.
  private int matched(String mark, int at) {
    int length = 0;
    while (length < mark.length()
        && at + length < held.length()
        && held.charAt(at + length) == mark.charAt(length)) {
      length++;
    }
    return length;
  }
}
