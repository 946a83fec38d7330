package dev.ponder.jinja;

import java.math.BigInteger;

/// Python's format specification, `[[fill]align][sign][#][0][width][grouping][.precision][code]`.
record FormatSpec(
    int fill,
    char align,
    char sign,
    boolean alternate,
    int width,
    char grouping,
    int precision,
    char code) {

  private static final String ALIGNMENTS = "<>=^";

  static FormatSpec parse(String spec, Run run) {
    int i = 0;
    int fill = ' ';
    char align = 0;
    int first = spec.isEmpty() ? 0 : Character.charCount(spec.codePointAt(0));
    if (spec.length() > first && ALIGNMENTS.indexOf(spec.charAt(first)) >= 0) {
      fill = spec.codePointAt(0);
      align = spec.charAt(first);
      i = first + 1;
    } else if (!spec.isEmpty() && ALIGNMENTS.indexOf(spec.charAt(0)) >= 0) {
      align = spec.charAt(0);
      i = 1;
    }
    char sign = at(spec, i, "+- ");
    i += sign == 0 ? 0 : 1;
    boolean alternate = at(spec, i, "#") != 0;
    i += alternate ? 1 : 0;
    if (at(spec, i, "0") != 0 && align == 0) {
      fill = '0';
      align = '=';
    }
    int widthEnd = digits(spec, i);
    int width = number(spec, i, widthEnd, 0);
    i = widthEnd;
    char grouping = at(spec, i, ",_");
    i += grouping == 0 ? 0 : 1;
    int precision = -1;
    if (at(spec, i, ".") != 0) {
      int end = digits(spec, i + 1);
      precision = number(spec, i + 1, end, -1);
      if (precision < 0) {
        throw run.failed("the format has a point without a precision");
      }
      i = end;
    }
    char code = i < spec.length() ? spec.charAt(i++) : 0;
    if (i < spec.length()) {
      throw run.failed("the format specification is broken");
    }
    return new FormatSpec(fill, align, sign, alternate, width, grouping, precision, code);
  }

  private static char at(String spec, int index, String any) {
    boolean found = index < spec.length() && any.indexOf(spec.charAt(index)) >= 0;
    return found ? spec.charAt(index) : 0;
  }

  private static int digits(String spec, int from) {
    int end = from;
    while (end < spec.length() && Characters.isDigit(spec.charAt(end))) {
      end++;
    }
    return end;
  }

  private static int number(String spec, int from, int end, int standard) {
    int number = 0;
    for (int i = from; i < end; i++) {
      number = Math.min(100_000_000, number * 10 + spec.charAt(i) - '0');
    }
    return from == end ? standard : number;
  }

  Text format(Value value, Run run) {
    boolean textual = !Numbers.isNumber(value) || value instanceof Value.Bool && isPlain();
    return textual ? text(value, run) : number(value, run);
  }

  private boolean isPlain() {
    return align == 0 && width == 0 && code == 0 && precision < 0 && sign == 0 && grouping == 0;
  }

  private Text text(Value value, Run run) {
    boolean plain = isPlain();
    boolean fits = value instanceof Text || value instanceof Value.Bool;
    if (!plain && (!fits || code != 0 && code != 's' || sign != 0 || align == '=')) {
      throw run.failed("the format does not fit " + Kinds.of(value));
    }
    Text text = run.str(value);
    Text cut =
        precision >= 0 && precision < text.size() ? text.cut(0, text.offset(precision)) : text;
    return aligned(cut, '<', run);
  }

  private Text aligned(Text text, char standard, Run run) {
    int padding = Math.max(0, width - text.size());
    char side = align == 0 ? standard : align;
    int left = side == '<' ? 0 : side == '^' ? padding / 2 : padding;
    Text filler = Text.data(Character.toString(fill));
    return TextPadding.padded(text, left, padding - left, filler, run);
  }

  private Text number(Value value, Run run) {
    boolean whole = !(value instanceof Value.Real) && (code == 0 || "dxXobnc".indexOf(code) >= 0);
    if (code != 0 && "dxXobncfFeEgG%".indexOf(code) < 0
        || value instanceof Value.Real && code != 0 && "dxXobc".indexOf(code) >= 0) {
      throw run.failed("the format code '" + code + "' does not fit " + Kinds.of(value));
    }
    if (code == 'c') {
      return aligned(character(value, run), '<', run);
    }
    boolean negative;
    String digits;
    String prefix = "";
    if (whole) {
      BigInteger number = Numbers.asWhole(value).orElseThrow();
      negative = number.signum() < 0;
      digits = NumberFormat.whole(number.abs(), code);
      prefix = alternate && "xXob".indexOf(code) >= 0 && code != 0 ? "0" + code : "";
    } else {
      double real = Numbers.asReal(value);
      negative = real < 0 || real == 0 && 1 / real < 0;
      digits = real(Math.abs(real));
    }
    if (grouping != 0) {
      digits =
          NumberFormat.grouped(digits, grouping, code != 0 && "xXob".indexOf(code) >= 0 ? 4 : 3);
    }
    String lead = (negative ? "-" : sign == '+' || sign == ' ' ? "" + sign : "") + prefix;
    Origin origin = Numbers.origin(value);
    if (align == '=') {
      long padding = Math.max(0, width - lead.length() - digits.length());
      return new Text.Builder(run.budget())
          .append(lead, origin)
          .repeat(Text.data(Character.toString(fill)), padding)
          .append(digits, origin)
          .text();
    }
    return aligned(Text.of(lead + digits, origin), '>', run);
  }

  private static Text character(Value value, Run run) {
    BigInteger number = Numbers.asWhole(value).orElseThrow();
    if (number.bitLength() > 21 || !Character.isValidCodePoint(number.intValue())) {
      throw run.failed("the format needs a character");
    }
    return Text.data(Character.toString(number.intValue()));
  }

  private String real(double magnitude) {
    int digits = Math.min(precision, NumberFormat.MAX_PRECISION);
    if (code != 0 && code != 'n') {
      return NumberFormat.real(magnitude, code, precision < 0 ? 6 : digits, alternate);
    }
    if (precision < 0) {
      return Numbers.shown(magnitude);
    }
    String shown = NumberFormat.real(magnitude, 'g', digits, alternate);
    boolean bare = code == 0 && shown.chars().allMatch(c -> Characters.isDigit((char) c));
    return bare ? shown + ".0" : shown;
  }
}
