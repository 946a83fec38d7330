package dev.ponder.reason;

import dev.ponder.model.tokenizer.Tokenizer;
import java.util.List;

/// Parses `<think>2+2</think>4` into a thought and an answer; the answer is for [Answers] to read.
/// Where it stands:
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
/// may go on thinking and close it in the midst of the answer: a `</think>`, when the answer opened
/// nothing, reads as a line break, but not where an answer is kept to the letter.
final class ThoughtParser implements OutputParser {
  static final List<String> MARKS = List.of(ThoughtStyle.OPEN, ThoughtStyle.CLOSE);

  private enum Place {
    BEFORE,
    THOUGHT,
    BETWEEN,
    ANSWER
  }

  private final MarkReader reader;
  private final Marks marks;
  private final Answers answers;
  private final EventWriter out;
  private final char open;
  private final char close;
  private final boolean thinks;
  private final StringBuilder held = new StringBuilder();
  private Place place;
  private boolean thoughtHasText;
  private boolean answerHasMark;
  private boolean ended;

  private ThoughtParser(MarkReader reader, Reading reading, boolean thinks, Place place) {
    this.reader = reader;
    this.marks = reading.marks();
    this.answers = reading.answers();
    this.out = new EventWriter(reading.calls());
    this.open = marks.symbol(ThoughtStyle.OPEN);
    this.close = marks.symbol(ThoughtStyle.CLOSE);
    this.thinks = thinks;
    this.place = place;
  }

  /// How to read an answer: its marks, `<think>` and `</think>` among them, and what they mean.
  record Reading(Marks marks, Answers answers, EventWriter.Calls calls) {

    /// An answer without calls.
    static Reading words(PromptRequest request, Marks marks) {
      return new Reading(marks, Answers.plain(marks, request), EventWriter.Calls.NEVER);
    }

    /// An answer in which calls may be.
    static Reading calls(Marks marks, Answers answers) {
      return new Reading(marks, answers, EventWriter.Calls.POSSIBLE);
    }
  }

  /// A parser of output in that style, after a prompt made for that plan.
  static ThoughtParser of(Tokenizer tokenizer, ThoughtStyle style, Plan plan, Reading reading) {
    Place start =
        style.skippable() && plan.answersAtOnce()
            ? Place.BETWEEN
            : switch (style) {
              case NONE -> Place.ANSWER;
              case TOLERATED, COMPACT, SPACED -> Place.BEFORE;
              case OPENED -> Place.THOUGHT;
            };
    return new ThoughtParser(
        MarkReader.ofTurn(tokenizer, reading.marks()), reading, style.thinks(), start);
  }

  /// A parser of a text that goes on where the prompt ends.
  static ThoughtParser ofContinuation(Tokenizer tokenizer, Reading reading) {
    return new ThoughtParser(
        MarkReader.ofContinuation(tokenizer, reading.marks()), reading, false, Place.ANSWER);
  }

  @Override
  public List<OutputEvent> accept(int token) {
    held.append(reader.accept(token));
    drain();
    return out.drain();
  }

  @Override
  public List<OutputEvent> end() {
    held.append(reader.end());
    drain();
    switch (place) {
      case THOUGHT -> dropLineBreaksAt(held.length());
      case BEFORE, BETWEEN, ANSWER -> answer();
    }
    answers.end(out);
    out.close();
    ended = true;
    return out.drain();
  }

  @Override
  public boolean thinking() {
    return place == Place.THOUGHT;
  }

  @Override
  public boolean midCharacter() {
    return reader.midCharacter();
  }

  @Override
  public boolean holding() {
    return !ended && (!held.isEmpty() || reader.holding() || answers.holding() || out.holding());
  }

  private void drain() {
    boolean moved = true;
    while (moved && !held.isEmpty()) {
      moved =
          switch (place) {
            case BEFORE -> leaveBlank();
            case THOUGHT -> think();
            case BETWEEN -> leaveLineBreaks();
            case ANSWER -> answer();
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
    char c = held.charAt(from);
    if (c == open || c == close) {
      held.delete(0, from + 1);
      return enter(c == open ? Place.THOUGHT : Place.BETWEEN);
    }
    return enter(Place.ANSWER);
  }

  private boolean enter(Place next) {
    place = next;
    thoughtHasText = false;
    return true;
  }

  private boolean think() {
    int end = held.indexOf(String.valueOf(close));
    if (end >= 0) {
      String rest = held.substring(end + 1);
      dropLineBreaksAt(end);
      held.setLength(0);
      held.append(rest);
      return enter(Place.BETWEEN);
    }
    int to = held.length();
    while (to > 0 && isLineBreak(held.charAt(to - 1))) {
      to--;
    }
    say(to);
    return false;
  }

  private void dropLineBreaksAt(int end) {
    int last = end;
    while (last > 0 && isLineBreak(held.charAt(last - 1))) {
      last--;
    }
    say(last);
  }

  private void say(int end) {
    int from = thoughtHasText ? 0 : Math.min(end, lineBreaksFrom(0));
    if (from < end) {
      out.think(marks.visible(held.substring(from, end)));
      thoughtHasText = true;
    }
    held.delete(0, end);
  }

  private boolean answer() {
    int from = 0;
    for (int i = 0; i < held.length(); i++) {
      char c = held.charAt(i);
      if (c == open || c == close) {
        answers.accept(held.substring(from, i), out);
        from = i + 1;
        answers.accept(inAnswer(c), out);
      }
    }
    if (from < held.length()) {
      answers.accept(held.substring(from), out);
    }
    held.setLength(0);
    return false;
  }

  /// What a mark of a thought is in an answer.
  private String inAnswer(char mark) {
    String visible = marks.visible(mark);
    answerHasMark |= mark == open;
    boolean closesNothing =
        thinks && mark == close && !answerHasMark && !visible.isEmpty() && !answers.exact();
    return closesNothing ? "\n" : visible;
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
