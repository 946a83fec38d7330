package dev.ponder.grammar;

import java.util.ArrayList;
import java.util.List;

/// Reads regular expressions without what goes beyond regular languages: look-around, back
/// references, word boundaries.
///
/// Lazy quantifiers match the same texts as greedy ones and are read as such. Possessive
/// quantifiers are refused, and so are flags where the dialect has none.
final class PatternParser {
  private static final int MAX_LENGTH = 20_000;
  private static final int MAX_DEPTH = 200;
  private static final int MAX_REPEATS = 100_000;
  private static final CodePoints ECMA_DOT = CodePoints.anyOf("\n\r\u2028\u2029").not();
  private static final CodePoints RUST_DOT = CodePoints.of('\n').not();

  private final PatternText text;
  private final PatternDialect dialect;
  private final PatternSets sets;
  private PatternFlags flags;
  private int depth;

  private PatternParser(
      PatternText text, PatternDialect dialect, PatternFlags flags, UnicodeProperties properties) {
    this.text = text;
    this.dialect = dialect;
    this.flags = flags;
    this.sets = new PatternSets(text, dialect, properties);
  }

  /// A pattern as JSON Schema writes it.
  ///
  /// @throws PatternException when it is malformed or not regular
  static Pattern parse(String text, UnicodeProperties properties) {
    return parse(text, PatternDialect.ECMA, PatternFlags.NONE, properties);
  }

  /// @throws PatternException when it is malformed or not regular
  static Pattern parse(
      String text, PatternDialect dialect, PatternFlags flags, UnicodeProperties properties) {
    if (text.length() > MAX_LENGTH) {
      throw new PatternException("it is longer than %,d characters".formatted(MAX_LENGTH));
    }
    PatternParser parser = new PatternParser(new PatternText(text), dialect, flags, properties);
    Pattern pattern = parser.choice();
    if (!parser.text.ended()) {
      throw parser.text.malformed("a ')' closes nothing");
    }
    return pattern;
  }

  private Pattern choice() {
    if (++depth > MAX_DEPTH) {
      throw text.malformed("it nests too deeply");
    }
    PatternFlags outside = flags;
    List<Pattern> options = new ArrayList<>();
    options.add(sequence());
    while (text.take('|')) {
      options.add(sequence());
    }
    flags = outside;
    depth--;
    return options.size() == 1 ? options.getFirst() : new Pattern.Choice(options);
  }

  private Pattern sequence() {
    List<Pattern> parts = new ArrayList<>();
    skip();
    while (!text.ended() && text.peek() != '|' && text.peek() != ')') {
      parts.add(quantified(atom()));
      skip();
    }
    return parts.size() == 1 ? parts.getFirst() : new Pattern.Sequence(parts);
  }

  /// What means nothing where whitespace does not.
  private void skip() {
    while (flags.spaced()
        && !text.ended()
        && (text.peek() == '#' || Character.isWhitespace(text.peek()))) {
      boolean comment = text.next() == '#';
      while (comment && !text.ended() && text.peek() != '\n') {
        text.next();
      }
    }
  }

  private Pattern quantified(Pattern atom) {
    skip();
    Pattern result = atom;
    if (text.take('*')) {
      result = new Pattern.Times(atom, 0, Regexes.UNBOUNDED);
    } else if (text.take('+')) {
      result = new Pattern.Times(atom, 1, Regexes.UNBOUNDED);
    } else if (text.take('?')) {
      result = new Pattern.Times(atom, 0, 1);
    } else if (text.peek() == '{' && braces()) {
      result = counted(atom);
    } else {
      return atom;
    }
    text.take('?');
    if (text.peek() == '*' || text.peek() == '+') {
      throw text.malformed("a quantifier follows a quantifier");
    }
    return result;
  }

  /// Whether a counted quantifier starts here; otherwise the brace is an ordinary character.
  private boolean braces() {
    int i = 1;
    while (isDigit(text.ahead(i))) {
      i++;
    }
    boolean digits = i > 1;
    if (text.ahead(i) == ',') {
      i++;
      while (isDigit(text.ahead(i))) {
        i++;
      }
    }
    return digits && text.ahead(i) == '}';
  }

  private Pattern counted(Pattern atom) {
    text.next();
    int least = count();
    int most = least;
    if (text.take(',')) {
      most = text.peek() == '}' ? Regexes.UNBOUNDED : count();
    }
    text.next();
    if (most < least) {
      throw text.malformed("a count's upper bound is below its lower one");
    }
    return new Pattern.Times(atom, least, most);
  }

  private int count() {
    long value = 0;
    while (isDigit(text.peek())) {
      value = Math.min(10L * value + text.next() - '0', Integer.MAX_VALUE);
    }
    if (value > MAX_REPEATS) {
      throw text.malformed("a count is more than %,d".formatted(MAX_REPEATS));
    }
    return (int) value;
  }

  private Pattern atom() {
    int c = text.next();
    return switch (c) {
      case '^' -> anchor(new Pattern.Start());
      case '$' -> anchor(new Pattern.End());
      case '.' -> new Pattern.One(dot());
      case '(' -> group();
      case '[' -> new Pattern.One(sets.set(flags));
      case '\\' -> escape();
      case '*', '+', '?' -> throw text.malformed("a quantifier has nothing to repeat");
      default -> one(CodePoints.of(c));
    };
  }

  private Pattern anchor(Pattern anchor) {
    if (flags.lines()) {
      throw text.malformed("anchors at every line are not supported");
    }
    return anchor;
  }

  private CodePoints dot() {
    if (flags.dotAll()) {
      return CodePoints.ALL;
    }
    return switch (dialect) {
      case ECMA -> ECMA_DOT;
      case RUST -> RUST_DOT;
    };
  }

  private Pattern one(CodePoints set) {
    return new Pattern.One(flags.anyCase() ? LetterCases.all(set) : set);
  }

  private Pattern group() {
    PatternFlags outside = flags;
    if (text.take('?') && !text.take(':') && !name() && flagsAlone()) {
      return new Pattern.Sequence(List.of());
    }
    Pattern inner = choice();
    if (!text.take(')')) {
      throw text.malformed("a '(' is not closed");
    }
    flags = outside;
    return inner;
  }

  /// Reads past a group's name, if it has one.
  private boolean name() {
    boolean behind = text.follows("<=") || text.follows("<!");
    boolean named = !behind && (text.take('<') || text.take("P<"));
    if (named) {
      text.until('>', "a group's name does not end");
    }
    return named;
  }

  /// Reads flags for the group that follows, or, as this says, for the rest of the one around.
  private boolean flagsAlone() {
    if (dialect == PatternDialect.ECMA || "=!<>".indexOf(text.peek()) >= 0) {
      throw text.malformed("look-around and flags are not supported");
    }
    boolean on = true;
    while (text.peek() != ':' && text.peek() != ')') {
      int letter = text.next();
      if (letter == '-') {
        on = false;
      } else {
        flags = flags.with(letter, on);
      }
    }
    return text.next() == ')';
  }

  private Pattern escape() {
    int c = text.peek();
    if (c == 'b' || c == 'B') {
      throw text.malformed("word boundaries are not supported");
    }
    if (c >= '1' && c <= '9' || c == 'k') {
      throw text.malformed("back references are not supported");
    }
    boolean rust = dialect == PatternDialect.RUST;
    if (rust && text.take('A')) {
      return new Pattern.Start();
    }
    if (rust && text.take('z')) {
      return new Pattern.End();
    }
    if (c == 'A' || c == 'Z' || c == 'z') {
      throw text.malformed("'\\%c' is not an anchor here; use '^' or '$'".formatted(c));
    }
    return one(sets.escaped());
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
