package dev.ponder.jinja;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// `json.dumps(value)`, as the `tojson` filter of chat templates calls it.
final class JsonText {
  /// What the caller chose; without an indent everything is on one line.
  record Style(
      boolean ascii,
      Optional<Text> indent,
      String itemSeparator,
      String keySeparator,
      boolean sorts) {}

  private final Style style;
  private final Run run;
  private final Text.Builder out;
  private int depth;

  private JsonText(Style style, Run run) {
    this.style = style;
    this.run = run;
    this.out = new Text.Builder(run.budget());
  }

  static Text of(Value value, Style style, Run run) {
    JsonText json = new JsonText(style, run);
    json.write(value);
    return json.out.text();
  }

  private void write(Value value) {
    run.budget().enter();
    switch (value) {
      case Text text -> string(text);
      case Value.Whole whole -> out.append(whole.value().toString(), whole.origin());
      case Value.Real real -> out.append(real(real.value()), real.origin());
      case Value.Bool bool -> out.append(bool.value() ? "true" : "false");
      case Value.None _ -> out.append("null");
      case Value.Listing list -> array(list.elements());
      case Value.Tuple tuple -> array(tuple.elements());
      case Value.Dict dict -> object(dict.members());
      case Value.Undefined(String message) -> throw run.failed(message);
      case Value.Range _, Value.View _, Value.Generator _, Value.Object _ ->
          throw run.failed(Kinds.of(value) + " cannot be written as JSON");
    }
    run.budget().leave();
  }

  private static String real(double number) {
    if (Double.isNaN(number)) {
      return "NaN";
    }
    return Double.isInfinite(number)
        ? number > 0 ? "Infinity" : "-Infinity"
        : Numbers.shown(number);
  }

  private void array(List<Value> elements) {
    if (elements.isEmpty()) {
      out.append("[]");
      return;
    }
    out.append("[");
    depth++;
    for (int i = 0; i < elements.size(); i++) {
      separate(i);
      write(elements.get(i));
    }
    depth--;
    breakLine();
    out.append("]");
  }

  private void separate(int index) {
    if (index > 0) {
      out.append(style.itemSeparator());
    }
    breakLine();
  }

  private void breakLine() {
    if (style.indent().isPresent()) {
      out.append("\n").repeat(style.indent().get(), depth);
    }
  }

  private void object(Collection<Value.Entry> members) {
    if (members.isEmpty()) {
      out.append("{}");
      return;
    }
    List<Value.Entry> entries = new ArrayList<>(members);
    if (style.sorts()) {
      entries.sort((a, b) -> Comparisons.compare(a.key(), b.key(), run));
    }
    out.append("{");
    depth++;
    for (int i = 0; i < entries.size(); i++) {
      separate(i);
      key(entries.get(i).key());
      out.append(style.keySeparator());
      write(entries.get(i).value());
    }
    depth--;
    breakLine();
    out.append("}");
  }

  private void key(Value key) {
    if (key instanceof Text text) {
      string(text);
    } else if (Numbers.isNumber(key) || key instanceof Value.None) {
      out.append("\"");
      write(key);
      out.append("\"");
    } else {
      throw run.failed(Kinds.of(key) + " cannot be the key of a JSON object");
    }
  }

  private void string(Text text) {
    String value = text.value();
    out.append("\"");
    int plain = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c >= 0x20 && c != '"' && c != '\\' && (c < 0x7f || !style.ascii() || c == 0x7f)) {
        continue;
      }
      out.append(text, plain, i);
      out.append(escaped(c), text.originAt(i));
      plain = i + 1;
    }
    out.append(text, plain, value.length()).append("\"");
  }

  private static String escaped(char c) {
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      case '\b' -> "\\b";
      case '\f' -> "\\f";
      default -> "\\u%04x".formatted((int) c);
    };
  }
}
