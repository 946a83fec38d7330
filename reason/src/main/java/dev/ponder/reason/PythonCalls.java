package dev.ponder.reason;

import dev.ponder.core.Json;
import dev.ponder.core.JsonSyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Llama 3's calls: as JSON at the beginning of a line ([LineCalls]), and after `<|python_tag|>`,
/// until the end of the turn, as JSON or as `name.call(city="Bonn", days=3)`. What else follows the
/// tag is words.
final class PythonCalls implements Answers {
  private static final String TAG = "<|python_tag|>";
  private static final Pattern CALL =
      Pattern.compile("\\s*([\\w.-]+)\\.call\\((.*)\\)\\s*", Pattern.DOTALL);
  private static final Pattern ARGUMENT =
      Pattern.compile("(\\w+)\\s*=\\s*(\"(?:[^\"\\\\]++|\\\\.)*+\"|[^,\"]++)", Pattern.DOTALL);

  private final Marks marks;
  private final char tag;
  private final Answers words;
  private final JsonCalls calls = JsonCalls.marked();
  private boolean tagged;

  private PythonCalls(Marks marks, Answers words) {
    this.marks = marks;
    this.tag = marks.symbol(TAG);
    this.words = words;
  }

  static Answers of(Marks marks, PromptRequest request) {
    return new PythonCalls(marks, LineCalls.of(marks, request));
  }

  @Override
  public void accept(String text, EventWriter out) {
    int at = tagged ? -1 : text.indexOf(tag);
    if (at >= 0) {
      words.accept(text.substring(0, at), out);
      words.end(out);
      tagged = true;
    }
    if (!tagged) {
      words.accept(text, out);
      return;
    }
    String code = marks.visible(text.substring(at + 1));
    for (int i = 0; i < code.length(); i++) {
      calls.accept(code.charAt(i), out);
    }
    calls.flush(out);
  }

  @Override
  public void end(EventWriter out) {
    if (!tagged) {
      words.end(out);
      return;
    }
    calls.end(out);
    if (calls.refused()) {
      Matcher call = CALL.matcher(calls.rest());
      if (call.matches()) {
        out.call(call.group(1), arguments(call.group(2)));
      } else {
        out.say(calls.rest());
      }
    }
  }

  private static String arguments(String list) {
    Json.Builder object = Json.object();
    Matcher argument = ARGUMENT.matcher(list);
    while (argument.find()) {
      object.put(argument.group(1), value(argument.group(2).strip()));
    }
    return object.build().text();
  }

  private static Json value(String text) {
    try {
      return Json.parse(text);
    } catch (JsonSyntaxException e) {
      return Json.of(text);
    }
  }

  @Override
  public boolean exact() {
    return tagged || words.exact();
  }

  @Override
  public boolean holding() {
    return tagged ? calls.holding() : words.holding();
  }
}
