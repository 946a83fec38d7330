package dev.ponder.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Reads what stands for one character: escapes and sets in brackets.
final class PatternSets {
  private static final int MAX_DEPTH = 50;
  private static final CodePoints DIGITS = CodePoints.of('0', '9');
  private static final CodePoints LOWER = CodePoints.of('a', 'z');
  private static final CodePoints UPPER = CodePoints.of('A', 'Z');
  private static final CodePoints WORD = DIGITS.or(LOWER).or(UPPER).or(CodePoints.of('_'));
  private static final CodePoints SPACE =
      CodePoints.anyOf("\t\n\u000b\f\r \u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff")
          .or(CodePoints.of(0x2000, 0x200a));

  /// POSIX's names for sets of ASCII, as Rust knows them.
  private static final Map<String, CodePoints> CLASSES =
      Map.ofEntries(
          Map.entry("alnum", DIGITS.or(LOWER).or(UPPER)),
          Map.entry("alpha", LOWER.or(UPPER)),
          Map.entry("ascii", CodePoints.of(0, 0x7f)),
          Map.entry("blank", CodePoints.anyOf(" \t")),
          Map.entry("cntrl", CodePoints.of(0, 0x1f).or(CodePoints.of(0x7f))),
          Map.entry("digit", DIGITS),
          Map.entry("graph", CodePoints.of('!', '~')),
          Map.entry("lower", LOWER),
          Map.entry("print", CodePoints.of(' ', '~')),
          Map.entry("punct", CodePoints.of('!', '~').minus(DIGITS.or(LOWER).or(UPPER))),
          Map.entry("space", CodePoints.anyOf("\t\n\u000b\f\r ")),
          Map.entry("upper", UPPER),
          Map.entry("word", WORD),
          Map.entry("xdigit", DIGITS.or(CodePoints.of('a', 'f')).or(CodePoints.of('A', 'F'))));

  private final PatternText text;
  private final PatternDialect dialect;
  private final UnicodeProperties properties;
  private int depth;

  PatternSets(PatternText text, PatternDialect dialect, UnicodeProperties properties) {
    this.text = text;
    this.dialect = dialect;
    this.properties = properties;
  }

  private boolean rust() {
    return dialect == PatternDialect.RUST;
  }

  /// What follows a backslash.
  CodePoints escaped() {
    int c = text.next();
    return switch (c) {
      case 'd' -> rust() ? properties.digits() : DIGITS;
      case 'D' -> (rust() ? properties.digits() : DIGITS).not();
      case 'w' -> rust() ? properties.word() : WORD;
      case 'W' -> (rust() ? properties.word() : WORD).not();
      case 's' -> rust() ? properties.space() : SPACE;
      case 'S' -> (rust() ? properties.space() : SPACE).not();
      case 'p' -> property();
      case 'P' -> property().not();
      case 't' -> CodePoints.of('\t');
      case 'n' -> CodePoints.of('\n');
      case 'r' -> CodePoints.of('\r');
      case 'f' -> CodePoints.of('\f');
      case 'v' -> CodePoints.of(0x0b);
      case '0' -> CodePoints.of(0);
      case 'c' -> CodePoints.of(text.next() & 0x1f);
      case 'x' -> CodePoints.of(text.take('{') ? text.hexadecimalInBraces() : text.hexadecimal(2));
      case 'u' -> CodePoints.of(unicode());
      default -> other(c);
    };
  }

  private CodePoints other(int c) {
    if (rust() && c == 'a') {
      return CodePoints.of(7);
    }
    if (rust() && c == 'U') {
      return CodePoints.of(text.take('{') ? text.hexadecimalInBraces() : text.hexadecimal(8));
    }
    if (c < 0x80 && Character.isLetterOrDigit(c)) {
      throw text.malformed("'\\%c' means nothing".formatted(c));
    }
    return CodePoints.of(c);
  }

  private int unicode() {
    if (text.take('{')) {
      return text.hexadecimalInBraces();
    }
    int unit = text.hexadecimal(4);
    if (Character.isHighSurrogate((char) unit) && text.take("\\u")) {
      return Character.toCodePoint((char) unit, (char) text.hexadecimal(4));
    }
    return unit;
  }

  private CodePoints property() {
    if (!text.take('{')) {
      if (!rust()) {
        throw text.malformed("a property lacks its '{'");
      }
      return named(Character.toString(text.next()));
    }
    boolean negated = rust() && text.take('^');
    CodePoints set = named(text.until('}', "a property lacks its '}'"));
    return negated ? set.not() : set;
  }

  private CodePoints named(String name) {
    return properties
        .named(name)
        .orElseThrow(() -> text.malformed("the property '" + name + "' is unknown"));
  }

  /// What follows an opening bracket, up to its closing one.
  CodePoints set(PatternFlags flags) {
    if (++depth > MAX_DEPTH) {
      throw text.malformed("it nests too deeply");
    }
    boolean negated = text.take('^');
    CodePoints all = items(flags, rust() && text.peek() == ']');
    while (rust() && (text.follows("&&") || text.follows("--") || text.follows("~~"))) {
      int operator = text.next();
      text.next();
      CodePoints other = items(flags, false);
      all =
          switch (operator) {
            case '&' -> all.and(other);
            case '-' -> all.minus(other);
            default -> all.or(other).minus(all.and(other));
          };
    }
    if (!text.take(']')) {
      throw text.malformed("a '[' is not closed");
    }
    depth--;
    return negated ? all.not() : all;
  }

  private CodePoints items(PatternFlags flags, boolean bracketFirst) {
    List<CodePoints.Range> ranges = new ArrayList<>();
    boolean first = bracketFirst;
    while (!text.ended() && (text.peek() != ']' || first) && !operator()) {
      first = false;
      if (flags.spaced() && Character.isWhitespace(text.peek())) {
        text.next();
      } else {
        ranges.addAll(item(flags).ranges());
      }
    }
    CodePoints all = CodePoints.of(ranges);
    properties.spend((long) ranges.size() * (flags.anyCase() ? 20 : 4));
    return flags.anyCase() ? LetterCases.all(all) : all;
  }

  private boolean operator() {
    return rust()
        && (text.follows("&&") || text.follows("--") && text.ahead(2) != ']' || text.follows("~~"));
  }

  /// A member, or two and all between them.
  private CodePoints item(PatternFlags flags) {
    CodePoints low = member(flags);
    boolean range = text.peek() == '-' && text.ahead(1) != ']' && text.ahead(1) >= 0;
    if (!range || !single(low) || operator()) {
      return low;
    }
    text.next();
    CodePoints high = member(flags);
    if (!single(high)) {
      // As browsers do: a class at either end makes the dash an ordinary character.
      return low.or(high).or(CodePoints.of('-'));
    }
    int first = low.ranges().getFirst().first();
    int last = high.ranges().getFirst().first();
    if (last < first) {
      throw text.malformed("a range in '[…]' runs backwards");
    }
    return CodePoints.of(first, last);
  }

  private CodePoints member(PatternFlags flags) {
    int c = text.next();
    if (c == '[' && rust()) {
      return text.take(':') ? posix() : set(flags);
    }
    if (c != '\\') {
      return CodePoints.of(c);
    }
    return text.take('b') ? CodePoints.of('\b') : escaped();
  }

  private CodePoints posix() {
    boolean negated = text.take('^');
    String name = text.until(':', "a class lacks its ':]'");
    CodePoints set = CLASSES.get(name);
    if (set == null || !text.take(']')) {
      throw text.malformed("the class '" + name + "' is unknown");
    }
    return negated ? set.not() : set;
  }

  private static boolean single(CodePoints set) {
    return set.ranges().size() == 1
        && set.ranges().getFirst().first() == set.ranges().getFirst().last();
  }
}
