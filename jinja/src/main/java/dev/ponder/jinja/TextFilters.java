package dev.ponder.jinja;

import dev.ponder.jinja.Filters.Filter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Filters that make text of text.
final class TextFilters {
  static final Map<String, Filter> ALL =
      Map.ofEntries(
          Map.entry("capitalize", (v, a, run) -> changed(v, run, TextCase::capitalized)),
          Map.entry("center", TextFilters::center),
          Map.entry("e", TextFilters::escape),
          Map.entry("escape", TextFilters::escape),
          Map.entry("forceescape", (v, a, run) -> Markup.escaped(run.str(v), run)),
          Map.entry("format", TextFilters::format),
          Map.entry("indent", TextFilters::indent),
          Map.entry("lower", (v, a, run) -> changed(v, run, TextCase::lower)),
          Map.entry("replace", TextFilters::replace),
          Map.entry("safe", (v, a, run) -> run.str(v).asMarkup(true)),
          Map.entry("string", (v, a, run) -> soft(v, run)),
          Map.entry("title", TextFilters::title),
          Map.entry("trim", TextFilters::trim),
          Map.entry("truncate", TextFilters::truncate),
          Map.entry("upper", (v, a, run) -> changed(v, run, TextCase::upper)),
          Map.entry("urlencode", TextFilters::urlEncode),
          Map.entry("wordcount", TextFilters::wordCount),
          Map.entry("xmlattr", TextFilters::xmlAttributes));

  private TextFilters() {}

  /// The value as a string that stays markup if it is.
  private static Text soft(Value value, Run run) {
    return value instanceof Text text ? text : run.str(value);
  }

  private interface Change {
    Text of(Text text, Budget budget);
  }

  private static Value changed(Value value, Run run, Change change) {
    Text text = soft(value, run);
    return change.of(text, run.budget()).asMarkup(text.isMarkup());
  }

  private static Value center(Value value, Arguments arguments, Run run) {
    int width = arguments.bind(run, "center", "width").whole(0, 80);
    Text text = soft(value, run);
    return TextPadding.center(text, width, run).asMarkup(text.isMarkup());
  }

  private static Value escape(Value value, Arguments arguments, Run run) {
    arguments.bind(run, "escape");
    return Markup.of(value, run);
  }

  private static Value format(Value value, Arguments arguments, Run run) {
    boolean byName = !arguments.named().isEmpty();
    if (byName && !arguments.positional().isEmpty()) {
      throw run.failed("format takes values by place or by name, not both");
    }
    Value values = byName ? Globals.dict(arguments, run) : Value.Tuple.of(arguments.positional());
    return PercentFormat.format(soft(value, run), values, run);
  }

  private static Value indent(Value value, Arguments arguments, Run run) {
    Arguments.Bound bound = arguments.bind(run, "indent", "width", "first", "blank");
    if (!(value instanceof Text text)) {
      throw run.failed("indent needs a string, not " + Kinds.of(value));
    }
    Text margin =
        bound.value(0).orElse(Value.count(4)) instanceof Text own
            ? own
            : new Text.Builder(run.budget()).repeat(Text.data(" "), bound.whole(0, 4)).text();
    boolean blank = bound.flag(2, false);
    Text closed = new Text.Builder(run.budget()).append(text).append("\n").text();
    List<Text> lines = TextSplitting.lines(closed, false, run);
    Text.Builder out = new Text.Builder(run.budget());
    for (int i = 0; i < lines.size(); i++) {
      if (i > 0) {
        out.append("\n");
      }
      boolean indented = i == 0 ? bound.flag(1, false) : blank || !lines.get(i).isEmpty();
      out.append(indented ? Markup.joinable(text, margin, run) : Text.EMPTY).append(lines.get(i));
    }
    return out.text().asMarkup(text.isMarkup());
  }

  private static Value replace(Value value, Arguments arguments, Run run) {
    Arguments.Bound bound = arguments.bind(run, "replace", "old", "new", "count");
    int count = bound.present(2).isPresent() ? bound.whole(2, -1) : -1;
    return TextMethods.replace(
        run.str(value), run.str(bound.needed(0)), run.str(bound.needed(1)), count, run);
  }

  /// Words begin after spaces, hyphens and opening brackets.
  private static Value title(Value value, Arguments arguments, Run run) {
    Text text = run.str(value);
    Text.Builder out = new Text.Builder(run.budget());
    boolean begins = true;
    int i = 0;
    while (i < text.length()) {
      int c = text.value().codePointAt(i);
      String one = Character.toString(c);
      boolean separates = Characters.isWhite(c) || "-({[<".indexOf(c) >= 0;
      String changed = begins ? one.toUpperCase(Locale.ROOT) : one.toLowerCase(Locale.ROOT);
      out.append(changed, text.originAt(i));
      begins = separates;
      i += Character.charCount(c);
    }
    return out.text();
  }

  private static Value trim(Value value, Arguments arguments, Run run) {
    Arguments.Bound bound = arguments.bind(run, "trim", "chars");
    Optional<Text> characters =
        bound.present(0).isPresent() ? Optional.of(bound.text(0)) : Optional.empty();
    return TextMethods.strip(soft(value, run), characters, run);
  }

  private static Value truncate(Value value, Arguments arguments, Run run) {
    Arguments.Bound bound = arguments.bind(run, "truncate", "length", "killwords", "end", "leeway");
    int length = bound.whole(0, 255);
    Text end = bound.text(2, Text.data("..."));
    int leeway = bound.present(3).isPresent() ? bound.whole(3, 5) : 5;
    if (length < end.size() || leeway < 0) {
      throw run.failed("truncate needs a length that its end fits in");
    }
    boolean fits = Elements.length(value).map(size -> size <= (long) length + leeway).orElse(false);
    if (fits) {
      return value;
    }
    if (!(value instanceof Text text)) {
      throw run.failed("truncate needs a string, not " + Kinds.of(value));
    }
    Text kept = text.cut(0, text.offset(length - end.size()));
    if (!bound.flag(1, false)) {
      int space = kept.value().lastIndexOf(' ');
      kept = space < 0 ? kept : kept.cut(0, space);
    }
    Text joined = Markup.joinable(text, end, run);
    return new Text.Builder(run.budget())
        .append(kept)
        .append(joined)
        .text()
        .asMarkup(text.isMarkup());
  }

  private static Value urlEncode(Value value, Arguments arguments, Run run) {
    Optional<List<Value>> pairs =
        value instanceof Text ? Optional.empty() : Elements.ofIterable(pairs(value, run), run);
    if (pairs.isEmpty()) {
      return quoted(run.str(value), "/", run);
    }
    Text.Builder out = new Text.Builder(run.budget());
    String separator = "";
    for (Value pair : pairs.get()) {
      List<Value> parts = Elements.of(pair, run);
      if (parts.size() != 2) {
        throw run.failed("urlencode needs pairs");
      }
      out.append(separator)
          .append(quoted(run.str(parts.get(0)), "", run))
          .append("=")
          .append(quoted(run.str(parts.get(1)), "", run));
      separator = "&";
    }
    return out.text();
  }

  private static Value pairs(Value value, Run run) {
    return value instanceof Value.Dict dict ? ContainerMethods.items(dict, run) : value;
  }

  /// Percent signs for all but letters, digits, `-._~` and what is safe; for queries, where nothing
  /// else is, a plus sign for a space.
  private static Text quoted(Text text, String safe, Run run) {
    Text.Builder out = new Text.Builder(run.budget());
    int i = 0;
    while (i < text.length()) {
      int c = text.value().codePointAt(i);
      out.append(quoted(c, safe), text.originAt(i));
      i += Character.charCount(c);
    }
    return out.text();
  }

  private static String quoted(int c, String safe) {
    boolean plain = c < 128 && (Character.isLetterOrDigit(c) || ("-._~" + safe).indexOf(c) >= 0);
    if (plain) {
      return Character.toString(c);
    }
    if (c == ' ' && safe.isEmpty()) {
      return "+";
    }
    StringBuilder out = new StringBuilder();
    for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
      out.append("%%%02X".formatted(b & 0xff));
    }
    return out.toString();
  }

  private static Value wordCount(Value value, Arguments arguments, Run run) {
    String text = run.str(value).value();
    run.budget().scan(text.length());
    int words = 0;
    boolean inside = false;
    for (int c : text.codePoints().toArray()) {
      boolean part = c == '_' || Character.isLetterOrDigit(c);
      words += part && !inside ? 1 : 0;
      inside = part;
    }
    return Value.count(words);
  }

  private static Value xmlAttributes(Value value, Arguments arguments, Run run) {
    boolean space = arguments.bind(run, "xmlattr", "autospace").flag(0, true);
    if (!(value instanceof Value.Dict dict)) {
      throw run.failed("xmlattr needs a dict, not " + Kinds.of(value));
    }
    Text.Builder out = new Text.Builder(run.budget());
    for (Value.Entry entry : dict.members()) {
      if (entry.value() instanceof Value.None || entry.value() instanceof Value.Undefined) {
        continue;
      }
      Text name = run.str(entry.key());
      if (name.value().chars().anyMatch(c -> " \t\n\u000b\f\r/>=".indexOf(c) >= 0)) {
        throw run.failed("an attribute's name has a character that it must not have");
      }
      out.append(space || out.length() > 0 ? " " : "")
          .append(Markup.escaped(name, run))
          .append("=\"")
          .append(Markup.of(entry.value(), run))
          .append("\"");
    }
    return out.text();
  }
}
