package dev.ponder.reason;

import dev.ponder.core.Tools;

/// Calls between two marks, `<tool_call>{"name": "f", "arguments": {}}</tool_call>`, amid words.
///
/// What stands between the marks is a call if anything in it can be understood as one: JSON, JSON
/// that is cut off or broken (its arguments then arrive as they were written), or the tags of
/// [FunctionTags]. Otherwise it was text, marks included. A call whose closing mark is missing ends
/// with the next opening one, or with the output. Within a string of JSON, marks are text.
final class TaggedCalls implements Answers {
  private final Marks marks;
  private final Tools tools;
  private final char open;
  private final char close;
  private final Answers words;
  private boolean within;
  private JsonCalls calls = JsonCalls.marked();

  /// @param words reads what stands outside the marks
  private TaggedCalls(Marks marks, Tools tools, Tags tags, Answers words) {
    this.marks = marks;
    this.tools = tools;
    this.open = marks.symbol(tags.open());
    this.close = marks.symbol(tags.close());
    this.words = words;
  }

  /// The spellings of two marks.
  record Tags(String open, String close) {
    static final Tags TOOL_CALL = new Tags("<tool_call>", "</tool_call>");
  }

  static Answers of(Marks marks, PromptRequest request, Tags tags) {
    return new TaggedCalls(marks, request.tools(), tags, Answers.besideMarks(marks, request));
  }

  @Override
  public void accept(String text, EventWriter out) {
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == open || within && c == close) {
        read(text.substring(from, i), out);
        from = i;
        if (within && calls.inString()) {
          continue;
        }
        from = i + 1;
        leave(c == close ? marks.visible(close) : "", out);
        if (c == open) {
          words.end(out);
          within = true;
        }
      }
    }
    read(text.substring(from), out);
  }

  private void read(String text, EventWriter out) {
    if (!within) {
      words.accept(text, out);
      return;
    }
    String visible = marks.visible(text);
    for (int i = 0; i < visible.length(); i++) {
      calls.accept(visible.charAt(i), out);
    }
    calls.flush(out);
  }

  private void leave(String closing, EventWriter out) {
    if (!within) {
      return;
    }
    within = false;
    calls.end(out);
    String rest = calls.rest();
    if (calls.refused() && !FunctionTags.read(rest, tools, out)) {
      out.say(calls.called() ? rest : marks.visible(open) + rest + closing);
    }
    calls = JsonCalls.marked();
  }

  @Override
  public void end(EventWriter out) {
    leave("", out);
    words.end(out);
  }

  @Override
  public boolean exact() {
    return within || words.exact();
  }

  @Override
  public boolean holding() {
    return within ? calls.holding() : words.holding();
  }
}
