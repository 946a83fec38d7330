package dev.ponder.reason;

import dev.ponder.model.tokenizer.Tokenizer;
import dev.ponder.model.tokenizer.Utf8Decoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Parses `<think>2+2</think>4` into a thought and an answer.
///
/// It works on decoded text, so a mark reads the same whether the vocabulary has one token for it
/// or the model spells it, and however the text was cut into tokens. Where it stands:
///
/// ```text
///          <think>           </think>            any text
///  BEFORE ---------> THOUGHT ---------> BETWEEN -----------> ANSWER
///    |                  ^                  |                    ^
///    |                  +---- <think> -----+                    |
///    +------------------ any text ------------------------------+
/// ```
///
/// Only blank text before a thought, line breaks at its edges and line breaks before the answer are
/// dropped, and a `</think>` with nothing to close. Once the answer has begun, marks are text like
/// any other, since a model may well explain them; except that a model whose thought was cut short
/// may go on thinking and close it in the midst of the answer: the token `</think>`, when the
/// answer opened nothing, reads as a line break. A control token is never text.
final class ThoughtParser implements OutputParser {
  private static final String OPEN = ThoughtStyle.OPEN;
  private static final String CLOSE = ThoughtStyle.CLOSE;

  private enum Place {
    BEFORE,
    THOUGHT,
    BETWEEN,
    ANSWER
  }

  private final Tokenizer tokenizer;
  private final Utf8Decoder decoder = new Utf8Decoder();
  private final CharacterBoundary boundary = new CharacterBoundary();
  private final StringBuilder held = new StringBuilder();
  private Place place;
  private boolean thoughtHasText;
  private final boolean thinks;
  private boolean answerHasMark;

  private ThoughtParser(Tokenizer tokenizer, boolean thinks, Place place) {
    this.tokenizer = tokenizer;
    this.thinks = thinks;
    this.place = place;
  }

  /// A parser of output in that style, after a prompt made for that plan.
  static ThoughtParser of(Tokenizer tokenizer, ThoughtStyle style, Plan plan) {
    if (style.skippable() && plan.answersAtOnce()) {
      return new ThoughtParser(tokenizer, style.thinks(), Place.BETWEEN);
    }
    return new ThoughtParser(
        tokenizer,
        style.thinks(),
        switch (style) {
          case NONE -> Place.ANSWER;
          case TOLERATED, COMPACT, SPACED -> Place.BEFORE;
          case OPENED -> Place.THOUGHT;
        });
  }

  @Override
  public List<OutputEvent> accept(int token) {
    if (token < 0 || token >= tokenizer.size()) {
      return List.of();
    }
    byte[] bytes = tokenizer.bytes(token);
    if (tokenizer.isControl(token)) {
      held.append(decoder.end());
      boundary.reset();
      if (place != Place.ANSWER && isMark(bytes)) {
        held.append(decoder.accept(bytes));
      }
    } else if (closesNothing(bytes)) {
      held.append(decoder.end()).append('\n');
      boundary.reset();
    } else {
      held.append(decoder.accept(bytes));
      boundary.accept(bytes);
    }
    List<OutputEvent> events = new ArrayList<>(1);
    drain(events);
    return events;
  }

  private boolean closesNothing(byte[] bytes) {
    return thinks && place == Place.ANSWER && !answerHasMark && spelling(bytes).equals(CLOSE);
  }

  private static boolean isMark(byte[] bytes) {
    String spelling = spelling(bytes);
    return spelling.equals(OPEN) || spelling.equals(CLOSE);
  }

  private static String spelling(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public List<OutputEvent> end() {
    held.append(decoder.end());
    boundary.reset();
    List<OutputEvent> events = new ArrayList<>(1);
    drain(events);
    if (place == Place.THOUGHT) {
      dropLineBreaksAt(held.length(), events);
    } else {
      emitAnswer(events);
    }
    return events;
  }

  @Override
  public boolean thinking() {
    return place == Place.THOUGHT;
  }

  @Override
  public boolean midCharacter() {
    return boundary.midCharacter();
  }

  @Override
  public boolean holding() {
    return !held.isEmpty() || midCharacter();
  }

  private void drain(List<OutputEvent> events) {
    boolean moved = true;
    while (moved && !held.isEmpty()) {
      moved =
          switch (place) {
            case BEFORE -> leaveBlank();
            case THOUGHT -> think(events);
            case BETWEEN -> leaveLineBreaks();
            case ANSWER -> emitAnswer(events);
          };
    }
  }

  /// Each of these handles what is held as far as it can and says whether the place changed.
  private boolean leaveBlank() {
    int from = 0;
    while (from < held.length() && Character.isWhitespace(held.charAt(from))) {
      from++;
    }
    return from < held.length() && crossMark(from);
  }

  private boolean leaveLineBreaks() {
    held.delete(0, lineBreaksFrom(0));
    return !held.isEmpty() && crossMark(0);
  }

  private boolean crossMark(int from) {
    if (held.indexOf(OPEN, from) == from) {
      held.delete(0, from + OPEN.length());
      return enter(Place.THOUGHT);
    }
    if (held.indexOf(CLOSE, from) == from) {
      held.delete(0, from + CLOSE.length());
      return enter(Place.BETWEEN);
    }
    String rest = held.substring(from, Math.min(held.length(), from + CLOSE.length()));
    return !OPEN.startsWith(rest) && !CLOSE.startsWith(rest) && enter(Place.ANSWER);
  }

  private boolean enter(Place next) {
    place = next;
    thoughtHasText = false;
    return true;
  }

  private boolean think(List<OutputEvent> events) {
    int close = held.indexOf(CLOSE);
    if (close >= 0) {
      StringBuilder rest = new StringBuilder(held.substring(close + CLOSE.length()));
      dropLineBreaksAt(close, events);
      held.setLength(0);
      held.append(rest);
      return enter(Place.BETWEEN);
    }
    int end = held.length() - markBegunAtEnd();
    while (end > 0 && isLineBreak(held.charAt(end - 1))) {
      end--;
    }
    emitThought(end, events);
    return false;
  }

  /// How many last characters may be the beginning of `</think>`.
  private int markBegunAtEnd() {
    int length = Math.min(held.length(), CLOSE.length() - 1);
    while (length > 0 && !CLOSE.startsWith(held.substring(held.length() - length))) {
      length--;
    }
    return length;
  }

  private void dropLineBreaksAt(int end, List<OutputEvent> events) {
    int last = end;
    while (last > 0 && isLineBreak(held.charAt(last - 1))) {
      last--;
    }
    emitThought(last, events);
  }

  private void emitThought(int end, List<OutputEvent> events) {
    int from = thoughtHasText ? 0 : Math.min(end, lineBreaksFrom(0));
    if (from < end) {
      events.add(new OutputEvent.Thinking(held.substring(from, end)));
      thoughtHasText = true;
    }
    held.delete(0, end);
  }

  private boolean emitAnswer(List<OutputEvent> events) {
    if (!held.isEmpty()) {
      answerHasMark |= held.indexOf(OPEN) >= 0;
      events.add(new OutputEvent.Answer(held.toString()));
      held.setLength(0);
    }
    return false;
  }

  private int lineBreaksFrom(int from) {
    int to = from;
    while (to < held.length() && isLineBreak(held.charAt(to))) {
      to++;
    }
    return to;
  }

  private static boolean isLineBreak(char c) {
    return c == '\n' || c == '\r';
  }
}
