package dev.ponder.script;

import dev.ponder.core.Json;
import dev.ponder.core.JsonSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The answers of a scripted model: rules, of which the first that applies to a request answers it.
/// How a file looks is told in `docs/scripted.md`.
public final class Script {
  private static final int CONTEXT_LENGTH = 200_000;

  private final Optional<String> model;
  private final int contextLength;
  private final List<Rule> rules;

  private Script(Optional<String> model, int contextLength, List<Rule> rules) {
    this.model = model;
    this.contextLength = contextLength;
    this.rules = List.copyOf(rules);
  }

  /// What it wants to be called.
  public Optional<String> model() {
    return model;
  }

  /// Of prompt and answer together, in words.
  public int contextLength() {
    return contextLength;
  }

  List<Rule> rules() {
    return rules;
  }

  /// Reads a script: one JSON object with `rules`, a JSON array of rules, or a rule per line.
  ///
  /// @throws ScriptException when it is none
  public static Script parse(String text) {
    String start = text.stripLeading();
    if (start.startsWith("[")) {
      return new Script(Optional.empty(), CONTEXT_LENGTH, rules(json(text), text, 1));
    }
    Optional<Json> whole = wholeObject(text);
    if (whole.isEmpty()) {
      return new Script(Optional.empty(), CONTEXT_LENGTH, lines(text));
    }
    Field script = new Field(1, "", whole.get()).allow(Set.of("model", "context", "rules"));
    return new Script(
        script.optional("model").map(Field::text),
        script.optional("context").map(field -> field.count(1)).orElse(CONTEXT_LENGTH),
        rules(script.required("rules").value(), text, 2));
  }

  /// The text as one object, unless its first line is a rule of its own.
  private static Optional<Json> wholeObject(String text) {
    String first = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
    return isRule(first) ? Optional.empty() : Optional.of(json(text));
  }

  private static boolean isRule(String line) {
    try {
      return Json.parse(line) instanceof Json.Obj rule && rule.member("rules").isEmpty();
    } catch (JsonSyntaxException e) {
      return false;
    }
  }

  private static List<Rule> lines(String text) {
    List<Rule> rules = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        rules.add(Rule.of(new Field(i + 1, "", json(lines.get(i), i + 1))));
      }
    }
    return rules;
  }

  private static List<Rule> rules(Json value, String text, int depth) {
    List<Field> fields = new Field(1, "rules", value).elements();
    List<Integer> starts = starts(text, depth);
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      int line = i < starts.size() ? starts.get(i) : 1;
      rules.add(Rule.of(new Field(line, "", fields.get(i).value())));
    }
    return rules;
  }

  private static Json json(String text) {
    return json(text, 1);
  }

  private static Json json(String text, int line) {
    try {
      return Json.parse(text);
    } catch (JsonSyntaxException e) {
      throw new ScriptException(line, "it is not JSON: " + e.getMessage());
    }
  }

  /// The lines on which objects begin that are in an array at that depth.
  private static List<Integer> starts(String text, int depth) {
    List<Integer> starts = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    boolean quoted = false;
    int line = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        line++;
      } else if (quoted) {
        i += c == '\\' ? 1 : 0;
        quoted = c != '"';
      } else if (c == '"') {
        quoted = true;
      } else if (c == '{' || c == '[') {
        if (c == '{' && open.length() == depth && open.charAt(depth - 1) == '[') {
          starts.add(line);
        }
        open.append(c);
      } else if ((c == '}' || c == ']') && !open.isEmpty()) {
        open.setLength(open.length() - 1);
      }
    }
    return starts;
  }
}
