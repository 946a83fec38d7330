package dev.ponder.jinja;

import java.util.Collection;
import java.util.List;

/// `str(value)` and `repr(value)`.
final class PythonText {
  private PythonText() {}

  static Text str(Value value, Budget budget) {
    return switch (value) {
      case Text text -> text.asMarkup(false);
      case Value.Undefined _ -> Text.EMPTY;
      case Value.Whole whole -> Text.of(whole.value().toString(), whole.origin());
      case Value.Real real -> Text.of(Numbers.shown(real.value()), real.origin());
      default -> repr(value, budget);
    };
  }

  static Text repr(Value value, Budget budget) {
    Text.Builder out = new Text.Builder(budget);
    write(value, out, budget);
    return out.text();
  }

  private static void write(Value value, Text.Builder out, Budget budget) {
    budget.enter();
    switch (value) {
      case Text text -> {
        out.append(text.isMarkup() ? "Markup(" : "");
        quote(text, out);
        out.append(text.isMarkup() ? ")" : "");
      }
      case Value.Whole whole -> out.append(whole.value().toString(), whole.origin());
      case Value.Real real -> out.append(Numbers.shown(real.value()), real.origin());
      case Value.Bool bool -> out.append(bool.value() ? "True" : "False");
      case Value.None _ -> out.append("None");
      case Value.Undefined _ -> out.append("Undefined");
      case Value.Listing list -> elements(list.elements(), "[", "]", out, budget);
      case Value.Tuple tuple ->
          elements(tuple.elements(), "(", tuple.elements().size() == 1 ? ",)" : ")", out, budget);
      case Value.Range range -> out.append(range.shown());
      case Value.Dict dict -> entries(dict.members(), out, budget);
      case Value.View view ->
          elements(view.elements(), "dict_" + view.kind() + "([", "])", out, budget);
      case Value.Generator _ -> out.append("<generator object>");
      case Namespace namespace -> {
        out.append("<Namespace ");
        entries(Value.dict(namespace.attributes()).members(), out, budget);
        out.append(">");
      }
      case Loop loop -> out.append("<LoopContext " + loop.index() + "/" + loop.length() + ">");
      case Function function -> out.append("<function " + function.name() + ">");
      case Macro macro -> out.append("<Macro '" + macro.definition().name() + "'>");
      case Cycler _ -> out.append("<Cycler>");
    }
    budget.leave();
  }

  private static void elements(
      List<Value> elements, String open, String close, Text.Builder out, Budget budget) {
    out.append(open);
    String separator = "";
    for (Value element : elements) {
      out.append(separator);
      write(element, out, budget);
      separator = ", ";
    }
    out.append(close);
  }

  private static void entries(Collection<Value.Entry> entries, Text.Builder out, Budget budget) {
    out.append("{");
    String separator = "";
    for (Value.Entry entry : entries) {
      out.append(separator);
      write(entry.key(), out, budget);
      out.append(": ");
      write(entry.value(), out, budget);
      separator = ", ";
    }
    out.append("}");
  }

  private static void quote(Text text, Text.Builder out) {
    String value = text.value();
    boolean quotesDouble = value.indexOf('\'') >= 0 && value.indexOf('"') < 0;
    char mark = quotesDouble ? '"' : '\'';
    out.append(Character.toString(mark));
    int plain = 0;
    int i = 0;
    while (i < value.length()) {
      int c = value.codePointAt(i);
      int next = i + Character.charCount(c);
      if (c == mark || c == '\\' || !Characters.isPrintable(c)) {
        out.append(text, plain, i);
        out.append(escaped(c), text.originAt(i));
        plain = next;
      }
      i = next;
    }
    out.append(text, plain, value.length()).append(Character.toString(mark));
  }

  private static String escaped(int c) {
    return switch (c) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      case '\\', '\'', '"' -> "\\" + (char) c;
      default ->
          c <= 0xff
              ? "\\x%02x".formatted(c)
              : c <= 0xffff ? "\\u%04x".formatted(c) : "\\U%08x".formatted(c);
    };
  }
}
