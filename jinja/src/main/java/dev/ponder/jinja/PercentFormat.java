package dev.ponder.jinja;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/// `format % values`.
final class PercentFormat {
  private static final Text SPACE = Text.data(" ");

  private final Text format;
  private final Value values;
  private final List<Value> row;
  private final Run run;
  private final Text.Builder out;
  private int position;
  private int used;

  private PercentFormat(Text format, Value values, Run run) {
    this.format = format;
    this.values = values;
    this.row = values instanceof Value.Tuple(List<Value> elements, _) ? elements : List.of(values);
    this.run = run;
    this.out = new Text.Builder(run.budget());
  }

  static Text format(Text format, Value values, Run run) {
    return new PercentFormat(format, values, run).all();
  }

  private Text all() {
    String value = format.value();
    int percent = value.indexOf('%');
    while (percent >= 0) {
      out.append(format, position, percent);
      position = percent + 1;
      conversion();
      percent = value.indexOf('%', position);
    }
    // Python lets what it takes for a mapping be: whatever has items, but strings and tuples.
    boolean mapping =
        switch (values) {
          case Value.Dict _, Value.Listing _, Value.Range _, Value.Undefined _ -> true;
          default -> false;
        };
    if (!mapping && used < row.size()) {
      throw run.failed("the format does not use all values");
    }
    return out.append(format, position, value.length()).text().asMarkup(format.isMarkup());
  }

  /// What stands between the percent sign and its code.
  private record Layout(String flags, int width, int precision) {
    boolean has(char flag) {
      return flags.indexOf(flag) >= 0;
    }
  }

  private void conversion() {
    run.budget().step();
    Optional<Value> named = next('(') ? Optional.of(byName()) : Optional.empty();
    int start = position;
    while (position < format.length() && "-+ #0".indexOf(format.value().charAt(position)) >= 0) {
      position++;
    }
    String flags = format.value().substring(start, position);
    int width = next('*') ? star() : digits(0);
    int precision = next('.') ? (next('*') ? star() : digits(0)) : -1;
    boolean left = width < 0;
    Layout layout = new Layout(left ? flags + "-" : flags, Math.abs(width), precision);
    if (position >= format.length()) {
      throw run.failed("the format ends within a conversion");
    }
    char code = format.value().charAt(position++);
    if (code == '%') {
      out.append(format, position - 1, position);
      return;
    }
    write(code, named.isPresent() ? named.get() : value(), layout);
  }

  private boolean next(char c) {
    boolean matches = position < format.length() && format.value().charAt(position) == c;
    position += matches ? 1 : 0;
    return matches;
  }

  private Value byName() {
    int end = format.value().indexOf(')', position);
    if (end < 0 || !(values instanceof Value.Dict dict)) {
      throw run.failed("the format needs a dict");
    }
    String name = format.value().substring(position, end);
    position = end + 1;
    used++;
    return dict.find(name)
        .orElseThrow(() -> run.failed("the values of the format have no '" + name + "'"));
  }

  private Value value() {
    if (used >= row.size()) {
      throw run.failed("the format needs more values");
    }
    return row.get(used++);
  }

  private int star() {
    return Numbers.asWhole(value())
        .filter(number -> number.bitLength() < 31)
        .orElseThrow(() -> run.failed("'*' in a format needs a small int"))
        .intValue();
  }

  private int digits(int standard) {
    int number = standard;
    while (position < format.length() && Characters.isDigit(format.value().charAt(position))) {
      number = Math.min(100_000_000, number * 10 + format.value().charAt(position++) - '0');
    }
    return number;
  }

  private void write(char code, Value value, Layout layout) {
    switch (code) {
      case 's' -> padded(limited(shown(run.str(value), value), layout), layout);
      case 'r', 'a' ->
          padded(limited(shown(PythonText.repr(value, run.budget()), Value.NONE), layout), layout);
      case 'd', 'i', 'u' -> whole('d', truncated(value), value, layout);
      case 'x', 'X', 'o' -> whole(code, onlyWhole(value), value, layout);
      case 'e', 'E', 'f', 'F', 'g', 'G' -> real(code, value, layout);
      case 'c' -> padded(character(value), layout);
      default -> throw run.failed("the format has an unknown code '" + code + "'");
    }
  }

  /// As it is, but escaped if it goes into markup.
  private Text shown(Text text, Value value) {
    boolean escapes = format.isMarkup() && !(value instanceof Text own && own.isMarkup());
    return escapes ? Markup.escaped(text, run) : text;
  }

  private static Text limited(Text text, Layout layout) {
    boolean cuts = layout.precision() >= 0 && layout.precision() < text.size();
    return cuts ? text.cut(0, text.offset(layout.precision())) : text;
  }

  private Text character(Value value) {
    if (value instanceof Text text && text.size() == 1) {
      return text;
    }
    BigInteger code = onlyWhole(value);
    if (code.bitLength() > 21 || !Character.isValidCodePoint(code.intValue())) {
      throw run.failed("%c needs a character");
    }
    return Text.data(Character.toString(code.intValue()));
  }

  private BigInteger truncated(Value value) {
    if (value instanceof Value.Real(double real, _) && Double.isFinite(real)) {
      return new BigDecimal(real).toBigInteger();
    }
    return onlyWhole(value);
  }

  private BigInteger onlyWhole(Value value) {
    return Numbers.asWhole(value)
        .orElseThrow(() -> run.failed("the format needs an int, not " + Kinds.of(value)));
  }

  private void whole(char code, BigInteger number, Value value, Layout layout) {
    String digits = NumberFormat.whole(number.abs(), code);
    int zeros = Math.min(layout.precision(), 10_000) - digits.length();
    String prefix = layout.has('#') && code != 'd' ? "0" + code : "";
    number(
        (number.signum() < 0 ? "-" : plus(layout)) + prefix,
        "0".repeat(Math.max(0, zeros)) + digits,
        Numbers.origin(value),
        layout);
  }

  private void real(char code, Value value, Layout layout) {
    if (!Numbers.isNumber(value)) {
      throw run.failed("the format needs a number, not " + Kinds.of(value));
    }
    double real = Numbers.asReal(value);
    int precision = layout.precision() < 0 ? 6 : layout.precision();
    String digits =
        NumberFormat.real(
            Math.abs(real), code, Math.min(precision, NumberFormat.MAX_PRECISION), layout.has('#'));
    boolean negative = real < 0 || real == 0 && 1 / real < 0;
    number(negative ? "-" : plus(layout), digits, Numbers.origin(value), layout);
  }

  private static String plus(Layout layout) {
    return layout.has('+') ? "+" : layout.has(' ') ? " " : "";
  }

  private void number(String sign, String digits, Origin origin, Layout layout) {
    int padding = Math.max(0, layout.width() - sign.length() - digits.length());
    if (layout.has('-')) {
      out.append(sign + digits, origin).repeat(SPACE, padding);
    } else if (layout.has('0')) {
      out.append(sign, origin).repeat(Text.of("0", origin), padding).append(digits, origin);
    } else {
      out.repeat(SPACE, padding).append(sign + digits, origin);
    }
  }

  private void padded(Text text, Layout layout) {
    int padding = Math.max(0, layout.width() - text.size());
    boolean left = layout.has('-');
    out.append(TextPadding.padded(text, left ? 0 : padding, left ? padding : 0, SPACE, run));
  }
}
