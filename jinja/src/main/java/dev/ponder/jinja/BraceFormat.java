package dev.ponder.jinja;

import java.util.List;

/// `format.format(...)`: replacement fields such as `{}`, `{0}`, `{name.member[0]!r:>10}`.
final class BraceFormat {
  private final Text format;
  private final Arguments arguments;
  private final Run run;
  private int next;

  private BraceFormat(Text format, Arguments arguments, Run run) {
    this.format = format;
    this.arguments = arguments;
    this.run = run;
  }

  static Text format(Text format, Arguments arguments, Run run) {
    return new BraceFormat(format, arguments, run).write(0, format.length(), 2);
  }

  private Text write(int from, int to, int depth) {
    if (depth == 0) {
      throw run.failed("the format nests its fields too deeply");
    }
    String value = format.value();
    Text.Builder out = new Text.Builder(run.budget());
    int plain = from;
    int i = from;
    while (i < to) {
      char c = value.charAt(i);
      if (c != '{' && c != '}') {
        i++;
        continue;
      }
      out.append(format, plain, i);
      if (i + 1 < to && value.charAt(i + 1) == c) {
        out.append(format, i, i + 1);
        i += 2;
      } else if (c == '}') {
        throw run.failed("the format has a single '}'");
      } else {
        int end = closing(i + 1, to);
        out.append(field(i + 1, end, depth));
        i = end + 1;
      }
      plain = i;
    }
    return out.append(format, plain, to).text();
  }

  private int closing(int from, int to) {
    int open = 1;
    for (int i = from; i < to; i++) {
      char c = format.value().charAt(i);
      open += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (open == 0) {
        return i;
      }
    }
    throw run.failed("the format has a single '{'");
  }

  private Text field(int from, int end, int depth) {
    run.budget().step();
    String value = format.value();
    int name = from;
    int brackets = 0;
    while (name < end && (brackets > 0 || "!:".indexOf(value.charAt(name)) < 0)) {
      brackets += value.charAt(name) == '[' ? 1 : value.charAt(name) == ']' ? -1 : 0;
      name++;
    }
    Value object = object(value.substring(from, name));
    int spec = name;
    if (spec < end && value.charAt(spec) == '!') {
      object = converted(object, value.substring(spec + 1, Math.min(end, spec + 2)));
      spec += 2;
    }
    if (spec < end && value.charAt(spec) != ':') {
      throw run.failed("the format has a broken conversion");
    }
    Text layout = spec < end ? write(spec + 1, end, depth - 1) : Text.EMPTY;
    Text shown = FormatSpec.parse(layout.value(), run).format(object, run);
    boolean escapes = format.isMarkup() && !(object instanceof Text text && text.isMarkup());
    return escapes ? Markup.escaped(shown, run) : shown;
  }

  private Value converted(Value object, String code) {
    return switch (code) {
      case "s" -> run.str(object);
      case "r", "a" -> PythonText.repr(object, run.budget());
      default -> throw run.failed("the format has an unknown conversion '" + code + "'");
    };
  }

  private Value object(String field) {
    int end = 0;
    while (end < field.length() && ".[".indexOf(field.charAt(end)) < 0) {
      end++;
    }
    Value object = root(field.substring(0, end));
    while (end < field.length()) {
      run.budget().step();
      boolean item = field.charAt(end) == '[';
      int start = end + 1;
      end = start;
      while (end < field.length() && (item ? "]" : ".[").indexOf(field.charAt(end)) < 0) {
        end++;
      }
      String name = field.substring(start, end);
      object =
          item ? Attributes.item(object, key(name), run) : Attributes.attribute(object, name, run);
      end += item ? 1 : 0;
    }
    return object;
  }

  private static Value key(String name) {
    return Numbers.parseWhole(name, 10)
        .<Value>map(number -> new Value.Whole(number, Origin.TEMPLATE))
        .orElseGet(() -> Text.data(name));
  }

  private Value root(String name) {
    List<Value> positional = arguments.positional();
    boolean numbered = name.chars().allMatch(c -> Characters.isDigit((char) c));
    if (!numbered) {
      Value named = arguments.named().get(name);
      if (named == null) {
        throw run.failed("the format is given no '" + name + "'");
      }
      return named;
    }
    int index = name.isEmpty() ? next++ : name.length() < 9 ? Integer.parseInt(name) : -1;
    if (index < 0 || index >= positional.size()) {
      throw run.failed("the format needs more values");
    }
    return positional.get(index);
  }
}
