package dev.ponder.jinja;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/// The methods of `str`.
final class TextMethods {
  /// A method, with the string it belongs to.
  @FunctionalInterface
  private interface Method {
    Value call(Text self, Arguments arguments, Run run);
  }

  private static final Set<String> UNSUPPORTED = Set.of("encode", "maketrans", "translate");

  private static final Set<String> WITHOUT_ARGUMENTS =
      Set.of(
          "capitalize",
          "casefold",
          "isalnum",
          "isalpha",
          "isascii",
          "isdecimal",
          "isdigit",
          "isidentifier",
          "islower",
          "isnumeric",
          "isprintable",
          "isspace",
          "istitle",
          "isupper",
          "lower",
          "swapcase",
          "title",
          "upper");

  private static final Map<String, Method> METHODS =
      Map.ofEntries(
          Map.entry("capitalize", (self, a, run) -> TextCase.capitalized(self, run.budget())),
          Map.entry("casefold", (self, a, run) -> TextCase.folded(self, run.budget())),
          Map.entry("center", TextPadding::center),
          Map.entry("count", TextSearch::count),
          Map.entry("endswith", (self, a, run) -> TextSearch.affix(self, a, run, false)),
          Map.entry("expandtabs", TextPadding::expandTabs),
          Map.entry("find", (self, a, run) -> Value.count(TextSearch.find(self, a, run, true))),
          Map.entry("format", (self, a, run) -> BraceFormat.format(self, a, run)),
          Map.entry("format_map", TextMethods::formatMap),
          Map.entry(
              "index",
              (self, a, run) -> TextSearch.found(TextSearch.find(self, a, run, true), run)),
          Map.entry("isalnum", (self, a, run) -> all(self, TextMethods::isWordPart)),
          Map.entry("isalpha", (self, a, run) -> all(self, Character::isLetter)),
          Map.entry(
              "isascii", (self, a, run) -> Value.of(self.value().chars().allMatch(c -> c < 128))),
          Map.entry("isdecimal", (self, a, run) -> all(self, Character::isDigit)),
          Map.entry("isdigit", (self, a, run) -> all(self, TextMethods::isDigit)),
          Map.entry("isidentifier", (self, a, run) -> Value.of(isIdentifier(self.value()))),
          Map.entry("islower", (self, a, run) -> Value.of(TextCase.isLower(self.value()))),
          Map.entry("isnumeric", (self, a, run) -> all(self, TextMethods::isNumeric)),
          Map.entry(
              "isprintable",
              (self, a, run) ->
                  Value.of(self.value().codePoints().allMatch(Characters::isPrintable))),
          Map.entry("isspace", (self, a, run) -> all(self, Characters::isWhite)),
          Map.entry("istitle", (self, a, run) -> Value.of(TextCase.isTitle(self.value()))),
          Map.entry("isupper", (self, a, run) -> Value.of(TextCase.isUpper(self.value()))),
          Map.entry(
              "join", (self, a, run) -> join(self, a.bind(run, "join", "iterable").needed(0), run)),
          Map.entry("ljust", TextPadding::left),
          Map.entry("lower", (self, a, run) -> TextCase.lower(self, run.budget())),
          Map.entry("lstrip", (self, a, run) -> strip(self, a, run, Side.LEFT)),
          Map.entry("partition", (self, a, run) -> TextSplitting.partition(self, a, run, true)),
          Map.entry("removeprefix", (self, a, run) -> without(self, a, run, true)),
          Map.entry("removesuffix", (self, a, run) -> without(self, a, run, false)),
          Map.entry("replace", TextMethods::replace),
          Map.entry("rfind", (self, a, run) -> Value.count(TextSearch.find(self, a, run, false))),
          Map.entry(
              "rindex",
              (self, a, run) -> TextSearch.found(TextSearch.find(self, a, run, false), run)),
          Map.entry("rjust", TextPadding::right),
          Map.entry("rpartition", (self, a, run) -> TextSplitting.partition(self, a, run, false)),
          Map.entry("rsplit", TextSplitting::rsplit),
          Map.entry("rstrip", (self, a, run) -> strip(self, a, run, Side.RIGHT)),
          Map.entry("split", TextSplitting::split),
          Map.entry("splitlines", TextSplitting::splitLines),
          Map.entry("startswith", (self, a, run) -> TextSearch.affix(self, a, run, true)),
          Map.entry("strip", (self, a, run) -> strip(self, a, run, Side.BOTH)),
          Map.entry("swapcase", (self, a, run) -> TextCase.swapped(self, run.budget())),
          Map.entry("title", (self, a, run) -> TextCase.title(self, run.budget())),
          Map.entry("upper", (self, a, run) -> TextCase.upper(self, run.budget())),
          Map.entry("zfill", TextPadding::zeros));

  /// Which end to strip.
  enum Side {
    LEFT,
    RIGHT,
    BOTH
  }

  private TextMethods() {}

  static Optional<Value> find(Text self, String name) {
    if (UNSUPPORTED.contains(name)) {
      return Optional.of(new Value.Undefined("the string method '" + name + "' is not supported"));
    }
    return Optional.ofNullable(METHODS.get(name))
        .map(method ->
            new Function(
                name,
                (arguments, run) -> {
                  run.budget().scan(self.length());
                  if (WITHOUT_ARGUMENTS.contains(name)) {
                    arguments.bind(run, name);
                  }
                  Value result = method.call(self, arguments, run);
                  return self.isMarkup() && result instanceof Text text
                      ? text.asMarkup(true)
                      : result;
                }));
  }

  private static Value all(Text self, IntPredicate predicate) {
    return Value.of(!self.isEmpty() && self.value().codePoints().allMatch(predicate));
  }

  private static boolean isWordPart(int c) {
    return Character.isLetter(c) || isNumeric(c);
  }

  private static boolean isDigit(int c) {
    return Character.isDigit(c)
        || "²³¹".indexOf(c) >= 0
        || c >= 0x2070 && c <= 0x2089 && isNumeric(c);
  }

  private static boolean isNumeric(int c) {
    int type = Character.getType(c);
    return type == Character.DECIMAL_DIGIT_NUMBER
        || type == Character.LETTER_NUMBER
        || type == Character.OTHER_NUMBER;
  }

  private static boolean isIdentifier(String text) {
    return !text.isEmpty()
        && (text.charAt(0) == '_' || Character.isUnicodeIdentifierStart(text.codePointAt(0)))
        && Characters.skipName(text, 0) == text.length();
  }

  private static Value formatMap(Text self, Arguments arguments, Run run) {
    Value map = arguments.bind(run, "format_map", "map").needed(0);
    if (!(map instanceof Value.Dict dict)) {
      throw run.failed("format_map needs a dict");
    }
    java.util.LinkedHashMap<String, Value> named = new java.util.LinkedHashMap<>();
    dict.members().forEach(entry -> named.put(run.str(entry.key()).value(), entry.value()));
    return BraceFormat.format(self, new Arguments(List.of(), named), run);
  }

  private static Value without(Text self, Arguments arguments, Run run, boolean prefix) {
    String affix = arguments.bind(run, "removeprefix", "affix").text(0).value();
    if (prefix) {
      return self.value().startsWith(affix) ? self.cut(affix.length(), self.length()) : self;
    }
    boolean ends = self.value().endsWith(affix);
    return ends ? self.cut(0, self.length() - affix.length()) : self;
  }

  private static Value strip(Text self, Arguments arguments, Run run, Side side) {
    Arguments.Bound bound = arguments.bind(run, "strip", "chars");
    return bound.present(0).isPresent()
        ? strip(self, charset(bound.text(0).value()), side)
        : strip(self, Characters::isWhite, side);
  }

  private static IntPredicate charset(String characters) {
    int[] set = characters.codePoints().sorted().toArray();
    return c -> Arrays.binarySearch(set, c) >= 0;
  }

  static Text strip(Text self, Optional<Text> characters, Run run) {
    run.budget().scan(self.length());
    return strip(
        self, characters.map(set -> charset(set.value())).orElse(Characters::isWhite), Side.BOTH);
  }

  private static Text strip(Text self, IntPredicate stripped, Side side) {
    String value = self.value();
    int from = 0;
    int to = value.length();
    while (side != Side.RIGHT && from < to && stripped.test(value.codePointAt(from))) {
      from += Character.charCount(value.codePointAt(from));
    }
    while (side != Side.LEFT && from < to && stripped.test(value.codePointBefore(to))) {
      to -= Character.charCount(value.codePointBefore(to));
    }
    return self.cut(from, to);
  }

  private static Value replace(Text self, Arguments arguments, Run run) {
    Arguments.Bound bound = arguments.bind(run, "replace", "old", "new", "count");
    Text replacement = Markup.joinable(self, bound.text(1), run);
    return replace(self, bound.text(0), replacement, bound.whole(2, -1), run);
  }

  static Text replace(Text self, Text old, Text replacement, int count, Run run) {
    Search search = new Search(old.value(), run.budget());
    Text.Builder out = new Text.Builder(run.budget());
    int done = 0;
    int from = 0;
    int found = count == 0 ? -1 : search.first(self.value(), 0);
    while (found >= 0 && (count < 0 || done < count)) {
      run.budget().step();
      out.append(self, from, found).append(replacement);
      done++;
      from = found + old.length();
      int next = from;
      if (old.isEmpty()) {
        if (from == self.length()) {
          break;
        }
        next = from + Character.charCount(self.value().codePointAt(from));
      }
      found = search.first(self.value(), next);
    }
    return out.append(self, from, self.length()).text();
  }

  static Text join(Text separator, Value iterable, Run run) {
    Text.Builder out = new Text.Builder(run.budget());
    boolean first = true;
    for (Value element : Elements.of(iterable, run)) {
      if (!(element instanceof Text text)) {
        throw run.failed("join needs strings, not " + Kinds.of(element));
      }
      if (!first) {
        out.append(separator);
      }
      out.append(Markup.joinable(separator, text, run));
      first = false;
    }
    return out.text();
  }
}
