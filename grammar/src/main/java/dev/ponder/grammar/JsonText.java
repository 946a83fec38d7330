package dev.ponder.grammar;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Expressions for JSON strings (RFC 8259 §7): sets of characters as all the ways to write them.
///
/// A character may be written raw, with a short escape, or as an escape of four hexadecimal digits.
/// A condition on a string is a condition on its characters, so it holds whichever way they are
/// written; a key that is excluded cannot slip in with an escape.
final class JsonText {
  private static final String SHORT_ESCAPED = "\"\\/\b\f\n\r\t";
  private static final String SHORT_ESCAPES = "\"\\/bfnrt";
  private static final CodePoints CONTROLS = CodePoints.of(0, 0x1f);
  private static final CodePoints NEVER_RAW = CONTROLS.or(CodePoints.anyOf("\"\\"));
  private static final CodePoints BASIC = CodePoints.of(0, 0xffff);
  private static final CodePoints ASTRAL = CodePoints.of(0x10000, 0x10ffff);

  // Escapes of a set in very many pieces cost more states than anyone would write escapes.
  private static final int MAX_ESCAPED_RANGES = 200;

  private final Regexes regexes;
  private final Map<CodePoints, Regex> characters = new HashMap<>();
  final Regex quote;

  /// What may stand between the quotes.
  final Regex anyBody;

  /// The same for a name that nothing lists, which has one spelling only: characters as they are,
  /// but for the quote, the backslash and control characters, which have their shortest escape, as
  /// in RFC 8785 §3.2.2.2.
  ///
  /// With other escapes, a name would have many spellings, and to see that it comes a second time a
  /// grammar would have to know what the beginning of an escape may still become. JSON loses
  /// nothing by it, as every name can be written, but for those with half a surrogate pair, which
  /// are no text and which I-JSON (RFC 7493 §2.1) forbids.
  final Regex anyName;

  JsonText(Regexes regexes) {
    this.regexes = regexes;
    this.quote = regexes.literal("\"");
    character(CodePoints.ALL).anyCharacter = true;
    this.anyBody = regexes.star(character(CodePoints.ALL));
    Regex inName = inName(CodePoints.ALL);
    inName.anyCharacter = true;
    this.anyName = regexes.star(inName);
  }

  Regexes regexes() {
    return regexes;
  }

  /// A string with that body.
  Regex quoted(Regex body) {
    return regexes.then(quote, body, quote);
  }

  /// One character of the set, however written.
  Regex character(CodePoints set) {
    return characters.computeIfAbsent(set, this::written);
  }

  private Regex written(CodePoints set) {
    regexes.budget().spend(8L * set.ranges().size());
    List<Regex> ways = new ArrayList<>();
    ways.add(Utf8.of(regexes, set.minus(NEVER_RAW)));
    ByteSet shortEscapes = ByteSet.NONE;
    for (int i = 0; i < SHORT_ESCAPED.length(); i++) {
      if (set.contains(SHORT_ESCAPED.charAt(i))) {
        shortEscapes = shortEscapes.or(ByteSet.of(SHORT_ESCAPES.charAt(i)));
      }
    }
    List<Regex> escapes = new ArrayList<>();
    escapes.add(regexes.bytes(shortEscapes));
    boolean few = set.ranges().size() <= MAX_ESCAPED_RANGES;
    escapes.add(escaped(few ? set : set.and(CONTROLS)));
    ways.add(regexes.then(regexes.literal("\\"), regexes.either(escapes)));
    return regexes.either(ways);
  }

  /// A `u` and four digits for each, two of them for what is beyond the basic plane.
  private Regex escaped(CodePoints set) {
    List<Regex> options = new ArrayList<>();
    for (CodePoints.Range range : set.and(BASIC).ranges()) {
      options.add(unit(range.first(), range.last()));
    }
    for (CodePoints.Range range : set.and(ASTRAL).ranges()) {
      options.add(pairs(range.first() - 0x10000, range.last() - 0x10000));
    }
    return regexes.either(options);
  }

  private Regex pairs(int first, int last) {
    int high = first >> 10;
    int lastHigh = last >> 10;
    if (high == lastHigh) {
      return pair(high, high, first & 0x3ff, last & 0x3ff);
    }
    List<Regex> options = new ArrayList<>();
    options.add(pair(high, high, first & 0x3ff, 0x3ff));
    if (high + 1 < lastHigh) {
      options.add(pair(high + 1, lastHigh - 1, 0, 0x3ff));
    }
    options.add(pair(lastHigh, lastHigh, 0, last & 0x3ff));
    return regexes.either(options);
  }

  private Regex pair(int high, int lastHigh, int low, int lastLow) {
    return regexes.then(
        unit(0xd800 + high, 0xd800 + lastHigh),
        regexes.literal("\\"),
        unit(0xdc00 + low, 0xdc00 + lastLow));
  }

  private Regex unit(int first, int last) {
    return regexes.then(regexes.literal("u"), hex(first, last, 4));
  }

  /// Hexadecimal numbers of that many digits between two.
  private Regex hex(int first, int last, int digits) {
    if (digits == 0) {
      return regexes.empty;
    }
    int shift = 4 * (digits - 1);
    int rest = (1 << shift) - 1;
    int high = first >> shift;
    int lastHigh = last >> shift;
    if (high == lastHigh) {
      return regexes.then(hexDigit(high, high), hex(first & rest, last & rest, digits - 1));
    }
    List<Regex> options = new ArrayList<>();
    options.add(regexes.then(hexDigit(high, high), hex(first & rest, rest, digits - 1)));
    if (high + 1 < lastHigh) {
      options.add(regexes.then(hexDigit(high + 1, lastHigh - 1), hex(0, rest, digits - 1)));
    }
    options.add(regexes.then(hexDigit(lastHigh, lastHigh), hex(0, last & rest, digits - 1)));
    return regexes.either(options);
  }

  private Regex hexDigit(int first, int last) {
    ByteSet set = ByteSet.NONE;
    for (int digit = first; digit <= last; digit++) {
      set = set.or(ByteSet.of(Character.forDigit(digit, 16)));
      set = set.or(ByteSet.of(Character.toUpperCase(Character.forDigit(digit, 16))));
    }
    return regexes.bytes(set);
  }

  /// That text's body however it may be written.
  Regex everyWriting(String text) {
    regexes.checkLength(text.length());
    Regex[] parts =
        text.codePoints().mapToObj(c -> character(CodePoints.of(c))).toArray(Regex[]::new);
    return regexes.then(parts);
  }

  /// The names, spelled as [#anyName] says, as the tree of their prefixes.
  Regex names(Collection<String> names) {
    return tree(names.stream().map(t -> t.codePoints().toArray()).toList(), 0);
  }

  /// One character of the set as it is spelled in names.
  private Regex inName(CodePoints set) {
    List<Regex> ways = new ArrayList<>();
    ways.add(Utf8.of(regexes, set.minus(NEVER_RAW)));
    for (CodePoints.Range range : set.and(NEVER_RAW).ranges()) {
      for (int c = range.first(); c <= range.last(); c++) {
        int escape = SHORT_ESCAPED.indexOf(c);
        ways.add(
            regexes.literal(
                escape < 0 ? "\\u%04x".formatted(c) : "\\" + SHORT_ESCAPES.charAt(escape)));
      }
    }
    return regexes.either(ways);
  }

  private Regex tree(List<int[]> texts, int at) {
    regexes.budget().spend(texts.size());
    List<Regex> options = new ArrayList<>();
    Map<Integer, List<int[]>> byNext = new TreeMap<>();
    for (int[] rest : texts) {
      if (rest.length == at) {
        options.add(regexes.empty);
      } else {
        byNext.computeIfAbsent(rest[at], _ -> new ArrayList<>()).add(rest);
      }
    }
    byNext.forEach((next, group) ->
        options.add(regexes.then(inName(CodePoints.of(next)), tree(group, at + 1))));
    return regexes.either(options);
  }

  /// That text's body as one would write it: printable ASCII as it is, the rest raw or escaped. So
  /// a constant leaves a model no choice.
  Regex plainWriting(String text) {
    regexes.checkLength(text.length());
    Regex[] parts = text.codePoints().mapToObj(this::plain).toArray(Regex[]::new);
    return regexes.then(parts);
  }

  private Regex plain(int codePoint) {
    return switch (codePoint) {
      case '"', '\\' -> regexes.literal("\\" + Character.toString(codePoint));
      default ->
          codePoint >= ' ' && codePoint < 0x7f
              ? regexes.literal(Character.toString(codePoint))
              : character(CodePoints.of(codePoint));
    };
  }
}
