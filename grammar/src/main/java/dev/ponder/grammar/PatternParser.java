package dev.ponder.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.PatternSyntaxException;

/// Reads regular expressions as ECMA-262 writes them (what JSON Schema's `pattern` means), without
/// what goes beyond regular languages: look-around, back references, word boundaries.
///
/// Lazy quantifiers match the same texts as greedy ones and are read as such. `(?i:…)` and flags
/// are refused, as are possessive quantifiers.
final class PatternParser {
  private static final int MAX_LENGTH = 20_000;
  private static final int MAX_DEPTH = 200;
  private static final int MAX_REPEATS = 100_000;
  private static final CodePoints DIGITS = CodePoints.of('0', '9');
  private static final CodePoints WORD =
      DIGITS.or(CodePoints.of('a', 'z')).or(CodePoints.of('A', 'Z')).or(CodePoints.of('_'));
  private static final CodePoints SPACE =
      CodePoints.anyOf("\t\n\u000b\f\r \u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff")
          .or(CodePoints.of(0x2000, 0x200a));
  private static final CodePoints DOT = CodePoints.anyOf("\n\r\u2028\u2029").not();

  private final String text;
  private int at;
  private int depth;

  private PatternParser(String text) {
    this.text = text;
  }

  /// @throws PatternException when it is malformed or not regular
  static Pattern parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new PatternException("it is longer than %,d characters".formatted(MAX_LENGTH));
    }
    PatternParser parser = new PatternParser(text);
    Pattern pattern = parser.choice();
    if (parser.at < text.length()) {
      throw parser.malformed("a ')' closes nothing");
    }
    return pattern;
  }

  private Pattern choice() {
    if (++depth > MAX_DEPTH) {
      throw malformed("it nests too deeply");
    }
    List<Pattern> options = new ArrayList<>();
    options.add(sequence());
    while (take('|')) {
      options.add(sequence());
    }
    depth--;
    return options.size() == 1 ? options.getFirst() : new Pattern.Choice(options);
  }

  private Pattern sequence() {
    List<Pattern> parts = new ArrayList<>();
    while (at < text.length() && peek() != '|' && peek() != ')') {
      parts.add(quantified(atom()));
    }
    return parts.size() == 1 ? parts.getFirst() : new Pattern.Sequence(parts);
  }

  private Pattern quantified(Pattern atom) {
    Pattern result = atom;
    if (take('*')) {
      result = new Pattern.Times(atom, 0, Regexes.UNBOUNDED);
    } else if (take('+')) {
      result = new Pattern.Times(atom, 1, Regexes.UNBOUNDED);
    } else if (take('?')) {
      result = new Pattern.Times(atom, 0, 1);
    } else if (at < text.length() && peek() == '{' && braces()) {
      result = counted(atom);
    } else {
      return atom;
    }
    take('?');
    if (at < text.length() && (peek() == '*' || peek() == '+')) {
      throw malformed("a quantifier follows a quantifier");
    }
    return result;
  }

  /// Whether a counted quantifier starts here; otherwise the brace is an ordinary character.
  private boolean braces() {
    int i = at + 1;
    int digits = i;
    while (i < text.length() && isDigit(text.charAt(i))) {
      i++;
    }
    if (i == digits) {
      return false;
    }
    if (i < text.length() && text.charAt(i) == ',') {
      i++;
      while (i < text.length() && isDigit(text.charAt(i))) {
        i++;
      }
    }
    return i < text.length() && text.charAt(i) == '}';
  }

  private Pattern counted(Pattern atom) {
    at++;
    int least = count();
    int most = least;
    if (take(',')) {
      most = peek() == '}' ? Regexes.UNBOUNDED : count();
    }
    at++;
    if (most < least) {
      throw malformed("a count's upper bound is below its lower one");
    }
    return new Pattern.Times(atom, least, most);
  }

  private int count() {
    int start = at;
    while (isDigit(peek())) {
      at++;
    }
    if (at - start > 6 || Integer.parseInt(text.substring(start, at)) > MAX_REPEATS) {
      throw malformed("a count is more than %,d".formatted(MAX_REPEATS));
    }
    return Integer.parseInt(text.substring(start, at));
  }

  private Pattern atom() {
    int c = next();
    return switch (c) {
      case '^' -> new Pattern.Start();
      case '$' -> new Pattern.End();
      case '.' -> new Pattern.One(DOT);
      case '(' -> group();
      case '[' -> new Pattern.One(set());
      case '\\' -> escape();
      case '*', '+', '?' -> throw malformed("a quantifier has nothing to repeat");
      default -> one(c);
    };
  }

  private static Pattern one(int codePoint) {
    return new Pattern.One(CodePoints.of(codePoint));
  }

  private Pattern group() {
    if (take('?')) {
      if (take(':')) {
        // Captures nothing, and nor do we.
      } else if (text.startsWith("<", at)
              && !text.startsWith("<=", at)
              && !text.startsWith("<!", at)
          || text.startsWith("P<", at)) {
        int end = text.indexOf('>', at);
        if (end < 0) {
          throw malformed("a group's name does not end");
        }
        at = end + 1;
      } else {
        throw malformed("look-around and flags are not supported");
      }
    }
    Pattern inner = choice();
    if (!take(')')) {
      throw malformed("a '(' is not closed");
    }
    return inner;
  }

  private Pattern escape() {
    int c = peek();
    if (c == 'b' || c == 'B') {
      throw malformed("word boundaries are not supported");
    }
    if (c >= '1' && c <= '9' || c == 'k') {
      throw malformed("back references are not supported");
    }
    if (c == 'A' || c == 'Z' || c == 'z') {
      throw malformed("'\\%c' is not an anchor here; use '^' or '$'".formatted(c));
    }
    return new Pattern.One(escaped());
  }

  /// What follows a backslash, as a set.
  private CodePoints escaped() {
    int c = next();
    return switch (c) {
      case 'd' -> DIGITS;
      case 'D' -> DIGITS.not();
      case 'w' -> WORD;
      case 'W' -> WORD.not();
      case 's' -> SPACE;
      case 'S' -> SPACE.not();
      case 'p' -> property();
      case 'P' -> property().not();
      case 't' -> CodePoints.of('\t');
      case 'n' -> CodePoints.of('\n');
      case 'r' -> CodePoints.of('\r');
      case 'f' -> CodePoints.of('\f');
      case 'v' -> CodePoints.of(0x0b);
      case '0' -> CodePoints.of(0);
      case 'c' -> CodePoints.of(next() & 0x1f);
      case 'x' -> CodePoints.of(hex(2));
      case 'u' -> CodePoints.of(unicode());
      default -> {
        if (c < 0x80 && Character.isLetterOrDigit(c)) {
          throw malformed("'\\%c' means nothing".formatted(c));
        }
        yield CodePoints.of(c);
      }
    };
  }

  private int unicode() {
    if (take('{')) {
      int end = text.indexOf('}', at);
      if (end < 0 || end - at > 6) {
        throw malformed("a '\\u{' does not end");
      }
      int value = hex(end - at);
      at++;
      if (value > Character.MAX_CODE_POINT) {
        throw malformed("there is no such character");
      }
      return value;
    }
    int unit = hex(4);
    if (Character.isHighSurrogate((char) unit) && text.startsWith("\\u", at)) {
      at += 2;
      return Character.toCodePoint((char) unit, (char) hex(4));
    }
    return unit;
  }

  private int hex(int digits) {
    if (digits < 1 || at + digits > text.length()) {
      throw malformed("a hexadecimal escape is cut off");
    }
    try {
      int value = Integer.parseUnsignedInt(text.substring(at, at + digits), 16);
      at += digits;
      return value;
    } catch (NumberFormatException e) {
      throw malformed("a hexadecimal escape has other characters in it");
    }
  }

  /// A property by Unicode's name for it, as far as Java knows it too.
  private CodePoints property() {
    if (!take('{')) {
      throw malformed("a property lacks its '{'");
    }
    int end = text.indexOf('}', at);
    if (end < 0) {
      throw malformed("a property lacks its '}'");
    }
    String name = text.substring(at, end);
    at = end + 1;
    String javaName =
        name.toLowerCase(Locale.ROOT).startsWith("script=")
            ? "script=" + name.substring(7)
            : name.replace("General_Category=", "gc=").replace("Letter", "L");
    try {
      java.util.regex.Pattern known = java.util.regex.Pattern.compile("\\p{" + javaName + "}");
      return CodePoints.where(c -> known.matcher(Character.toString(c)).matches());
    } catch (PatternSyntaxException e) {
      throw malformed("the property '" + name + "' is unknown");
    }
  }

  private CodePoints set() {
    boolean negated = take('^');
    CodePoints all = CodePoints.NONE;
    while (at < text.length() && peek() != ']') {
      CodePoints low = member();
      boolean range = at + 1 < text.length() && peek() == '-' && text.charAt(at + 1) != ']';
      if (range && single(low)) {
        at++;
        CodePoints high = member();
        if (!single(high)) {
          // As browsers do: a class at either end makes the dash an ordinary character.
          all = all.or(low).or(high).or(CodePoints.of('-'));
          continue;
        }
        int first = low.ranges().getFirst().first();
        int last = high.ranges().getFirst().first();
        if (last < first) {
          throw malformed("a range in '[…]' runs backwards");
        }
        all = all.or(CodePoints.of(first, last));
      } else {
        all = all.or(low);
      }
    }
    if (!take(']')) {
      throw malformed("a '[' is not closed");
    }
    return negated ? all.not() : all;
  }

  private CodePoints member() {
    int c = next();
    if (c != '\\') {
      return CodePoints.of(c);
    }
    return take('b') ? CodePoints.of('\b') : escaped();
  }

  private static boolean single(CodePoints set) {
    return set.ranges().size() == 1
        && set.ranges().getFirst().first() == set.ranges().getFirst().last();
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private int peek() {
    return at < text.length() ? text.codePointAt(at) : -1;
  }

  private int next() {
    if (at >= text.length()) {
      throw malformed("it ends too early");
    }
    int c = text.codePointAt(at);
    at += Character.charCount(c);
    return c;
  }

  private boolean take(char expected) {
    if (at < text.length() && text.charAt(at) == expected) {
      at++;
      return true;
    }
    return false;
  }

  private PatternException malformed(String why) {
    return new PatternException(why + " (character " + (at + 1) + ")");
  }
}
