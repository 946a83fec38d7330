package dev.ponder.reason;

import dev.ponder.core.Tool;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Calls without marks: a line that begins with JSON which calls one of the tools on offer, alone,
/// in a fenced block, or after the word `functools`. Anything else is words. Of an answer that has
/// a format only the beginning can be a call.
///
/// ```text
///            [ or {                no call
///   LINE -------------> CALLS -----------------> WORDS
///    |  ^                 | a call, other text     ^  |
///    |  |                 v                        |  | line break
///    |  +-- fence ends -- AFTER -- other text -----+  |
///    |  +---------------------------------------------+
///    +-- other text -------------------------------> WORDS
/// ```
final class LineCalls implements Answers {
  private static final Pattern FENCE = Pattern.compile("```[A-Za-z_]{0,16}\\s*");
  private static final Pattern OPENED_FENCE = Pattern.compile("```[A-Za-z_]{0,16}[ \\t]*\\R\\s*");

  /// More blank text than this before a call is an empty answer.
  private static final int MOST_BLANKS = 1_000;

  private static final String FUNCTOOLS = "functools";

  private enum State {
    LINE,
    WORDS,
    CALLS,
    AFTER
  }

  private final Marks marks;
  private final Set<String> names;
  private final boolean formatted;
  private final StringBuilder held = new StringBuilder();
  private final StringBuilder words = new StringBuilder();
  private JsonCalls calls;
  private State state = State.LINE;

  private LineCalls(Marks marks, Set<String> names, boolean formatted) {
    this.marks = marks;
    this.names = names;
    this.formatted = formatted;
    this.calls = JsonCalls.unmarked(names);
  }

  /// For an answer that may call these tools.
  static Answers of(Marks marks, PromptRequest request) {
    return new LineCalls(
        marks,
        request.tools().callable().stream().map(Tool::name).collect(Collectors.toSet()),
        Answers.formatted(request));
  }

  @Override
  public void accept(String text, EventWriter out) {
    String visible = marks.visible(text);
    for (int i = 0; i < visible.length(); i++) {
      step(visible.charAt(i), out);
    }
    say(out);
    calls.flush(out);
  }

  private void step(char c, EventWriter out) {
    switch (state) {
      case LINE -> {
        held.append(c);
        begin(held.toString().stripLeading(), out);
      }
      case WORDS -> {
        words.append(c);
        if (c == '\n' && !formatted) {
          state = State.LINE;
        }
      }
      case CALLS -> call(c, out);
      case AFTER -> {
        held.append(c);
        after(held.toString().strip());
      }
    }
  }

  /// Decides what the line that begins with `line` is, as soon as that is certain.
  private void begin(String line, EventWriter out) {
    String body = line;
    var fence = OPENED_FENCE.matcher(line);
    if (fence.lookingAt()) {
      body = line.substring(fence.end());
    } else if (line.startsWith(FUNCTOOLS)) {
      body = line.substring(FUNCTOOLS.length());
    }
    if (body.startsWith("{") || body.startsWith("[")) {
      state = State.CALLS;
      calls = JsonCalls.unmarked(names);
      call(body.charAt(0), out);
    } else if (held.length() > MOST_BLANKS || !undecided(line, body)) {
      plain();
    }
  }

  private static boolean undecided(String line, String body) {
    return body.isEmpty()
        || "```".startsWith(line)
        || FUNCTOOLS.startsWith(line)
        || FENCE.matcher(line).matches();
  }

  private void call(char c, EventWriter out) {
    if (!calls.called()) {
      say(out);
    }
    calls.accept(c, out);
    if (calls.refused()) {
      boolean fenced = held.indexOf("```") >= 0;
      String rest = calls.rest();
      if (calls.called()) {
        held.setLength(0);
        held.append(rest);
        state = fenced ? State.AFTER : State.LINE;
        if (fenced) {
          after(rest.strip());
        } else {
          plain();
        }
      } else {
        giveUp(rest);
      }
    }
  }

  /// No call: the beginning of the line, its last character being the first of `rest`, is words.
  private void giveUp(String rest) {
    words.append(held, 0, held.length() - 1).append(rest);
    held.setLength(0);
    state = rest.endsWith("\n") && !formatted ? State.LINE : State.WORDS;
  }

  private void after(String line) {
    if (line.equals("```")) {
      held.setLength(0);
      state = State.LINE;
    } else if (!"```".startsWith(line)) {
      plain();
    }
  }

  private void plain() {
    state = held.charAt(held.length() - 1) == '\n' && !formatted ? State.LINE : State.WORDS;
    words.append(held);
    held.setLength(0);
  }

  private void say(EventWriter out) {
    if (!words.isEmpty()) {
      out.say(words.toString());
      words.setLength(0);
    }
  }

  @Override
  public void end(EventWriter out) {
    if (state == State.CALLS) {
      calls.end(out);
      if (!calls.called() && !calls.rest().isEmpty()) {
        giveUp(calls.rest());
      }
    } else if (state != State.AFTER) {
      words.append(held);
    }
    say(out);
    held.setLength(0);
    calls = JsonCalls.unmarked(names);
    state = State.LINE;
  }

  @Override
  public boolean exact() {
    return formatted || state == State.CALLS;
  }

  @Override
  public boolean holding() {
    return state == State.CALLS ? calls.holding() : !held.isEmpty();
  }
}
