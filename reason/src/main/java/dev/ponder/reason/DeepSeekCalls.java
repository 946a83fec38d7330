package dev.ponder.reason;

import dev.ponder.grammar.Form;
import dev.ponder.model.tokenizer.Tokenizer;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// DeepSeek's calls, between marks, amid words; the arguments stand in a fenced block:
///
/// ```text
/// <｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>weather
/// ```json
/// {"city": "Bonn"}
/// ```<｜tool▁call▁end｜><｜tool▁calls▁end｜>
/// ```
///
/// Later models leave the word `function` and the fence out: `weather<｜tool▁sep｜>{"city": "Bonn"}`.
/// A call ends with its mark, with the next call, or with the output; what has no name is words.
final class DeepSeekCalls implements Answers {
  private static final Pattern FENCED =
      Pattern.compile("\\s*```\\w*\\s*(.*?)\\s*(?:```\\s*)?", Pattern.DOTALL);

  private final Marks marks;
  private final Answers words;
  private final char callsBegin;
  private final char callBegin;
  private final char separator;
  private final char callEnd;
  private final char callsEnd;
  private final StringBuilder call = new StringBuilder();
  private JsonExtent quotes = new JsonExtent();
  private boolean within;

  private DeepSeekCalls(Marks marks, Answers words) {
    this.marks = marks;
    this.words = words;
    this.callsBegin = marks.symbol(DeepSeek.CALLS_BEGIN);
    this.callBegin = marks.symbol(DeepSeek.CALL_BEGIN);
    this.separator = marks.symbol(DeepSeek.SEPARATOR);
    this.callEnd = marks.symbol(DeepSeek.CALL_END);
    this.callsEnd = marks.symbol(DeepSeek.CALLS_END);
  }

  static Answers of(Marks marks, PromptRequest request) {
    return new DeepSeekCalls(marks, Answers.besideMarks(marks, request));
  }

  /// How these models write answers and calls.
  static OutputSyntax output(Tokenizer tokenizer) {
    CallSyntax.Writing call =
        (each, marks) ->
            Form.sequence(
                marks.script(DeepSeek.CALL_BEGIN + "function" + DeepSeek.SEPARATOR),
                Form.literal(each.tool().name() + "\n```json\n"),
                each.arguments(),
                Form.literal("\n```"),
                marks.script(DeepSeek.CALL_END));
    List<String> marks =
        List.of(
            DeepSeek.CALLS_BEGIN,
            DeepSeek.CALL_BEGIN,
            DeepSeek.SEPARATOR,
            DeepSeek.CALL_END,
            DeepSeek.CALLS_END);
    return CallSyntax.marked(
        MarkForms.of(tokenizer, marks),
        new CallSyntax.Shape(DeepSeek.CALLS_BEGIN, call, "\n", DeepSeek.CALLS_END));
  }

  @Override
  public void accept(String text, EventWriter out) {
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == callBegin || c == callEnd || c == callsBegin || c == callsEnd) {
        read(text.substring(from, i), out);
        from = i;
        if (within && quotes.inString()) {
          continue;
        }
        from = i + 1;
        leave(true, out);
        if (c == callBegin) {
          words.end(out);
          within = true;
        }
      }
    }
    read(text.substring(from), out);
  }

  private void read(String text, EventWriter out) {
    if (within) {
      call.append(text);
      for (int i = 0; i < text.length(); i++) {
        quotes.accept(text.charAt(i));
      }
    } else {
      words.accept(text.replace(String.valueOf(separator), ""), out);
    }
  }

  /// @param marked whether a mark ends the call, and so its name as well
  private void leave(boolean marked, EventWriter out) {
    if (!within) {
      return;
    }
    within = false;
    int at = call.indexOf(String.valueOf(separator));
    String before = at < 0 ? "" : call.substring(0, at).strip();
    String after = marks.visible(call.substring(at + 1));
    if (before.isEmpty() || before.equals("function")) {
      int line = after.indexOf('\n');
      before = (line >= 0 ? after.substring(0, line) : marked ? after : "").strip();
      after = line < 0 ? "" : after.substring(line);
    }
    if (at >= 0 && !before.isEmpty()) {
      out.call(before, arguments(after));
    } else {
      out.say(marks.visible(call.toString()));
    }
    call.setLength(0);
    quotes = new JsonExtent();
  }

  private static String arguments(String text) {
    Matcher fenced = FENCED.matcher(text);
    String arguments = fenced.matches() ? fenced.group(1) : text.strip();
    return arguments.isEmpty() ? "{}" : arguments;
  }

  @Override
  public void end(EventWriter out) {
    leave(false, out);
    words.end(out);
  }

  @Override
  public boolean exact() {
    return within || words.exact();
  }

  @Override
  public boolean holding() {
    return within || words.holding();
  }
}
