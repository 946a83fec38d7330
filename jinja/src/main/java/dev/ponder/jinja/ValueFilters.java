package dev.ponder.jinja;

import dev.ponder.jinja.Expression.Operator;
import dev.ponder.jinja.Filters.Filter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// Filters for any value, and for numbers.
final class ValueFilters {
  static final Map<String, Filter> ALL =
      Map.ofEntries(
          Map.entry("abs", ValueFilters::absolute),
          Map.entry("attr", ValueFilters::attribute),
          Map.entry("count", ValueFilters::length),
          Map.entry("d", ValueFilters::standard),
          Map.entry("default", ValueFilters::standard),
          Map.entry("filesizeformat", ValueFilters::fileSize),
          Map.entry("float", ValueFilters::real),
          Map.entry("int", ValueFilters::whole),
          Map.entry("length", ValueFilters::length),
          Map.entry("round", ValueFilters::round),
          Map.entry("tojson", ValueFilters::json));

  private ValueFilters() {}

  private static Value absolute(Value value, Arguments arguments, Run run) {
    arguments.bind(run, "abs");
    boolean negative =
        Numbers.isNumber(value) && (Numbers.asReal(value) < 0 || isNegativeZero(value));
    return Arithmetic.sign(value, negative, run);
  }

  private static boolean isNegativeZero(Value value) {
    return value instanceof Value.Real(double real, _) && real == 0;
  }

  private static Value attribute(Value value, Arguments arguments, Run run) {
    String name = arguments.bind(run, "attr", "name").text(0).value();
    return value instanceof Value.Dict
        ? Attributes.attribute(Value.dict(Map.of()), name, run)
        : Attributes.attribute(value, name, run);
  }

  private static Value length(Value value, Arguments arguments, Run run) {
    arguments.bind(run, "length");
    return Value.count(
        Elements.length(value).orElseThrow(() -> run.failed(Kinds.of(value) + " has no length")));
  }

  private static Value standard(Value value, Arguments arguments, Run run) {
    Arguments.Bound bound = arguments.bind(run, "default", "default_value", "boolean");
    boolean missing =
        value instanceof Value.Undefined || bound.flag(1, false) && !Truth.of(value, run);
    return missing ? bound.value(0).orElse(Text.EMPTY) : value;
  }

  private static Value fileSize(Value value, Arguments arguments, Run run) {
    boolean binary = arguments.bind(run, "filesizeformat", "binary").flag(0, false);
    double bytes =
        toReal(value, run).orElseThrow(() -> run.failed("filesizeformat needs a number"));
    double base = binary ? 1024 : 1000;
    if (bytes == 1) {
      return Text.data("1 Byte");
    }
    if (bytes < base) {
      return Text.data(BigDecimal.valueOf(bytes).toBigInteger() + " Bytes");
    }
    String prefixes = "KMGTPEZY";
    int prefix = 0;
    double unit = base * base;
    while (bytes >= unit && prefix < prefixes.length() - 1) {
      prefix++;
      unit *= base;
    }
    String number = NumberFormat.real(base * bytes / unit, 'f', 1, false);
    String name = prefixes.substring(prefix, prefix + 1);
    return Text.data(number + " " + (binary ? name + "iB" : (prefix == 0 ? "k" : name) + "B"));
  }

  private static Optional<Double> toReal(Value value, Run run) {
    if (value instanceof Value.Undefined(String message)) {
      throw run.failed(message);
    }
    if (value instanceof Text text) {
      OptionalDouble parsed = Numbers.parseReal(text.value());
      return parsed.isPresent() ? Optional.of(parsed.getAsDouble()) : Optional.empty();
    }
    return Numbers.isNumber(value) ? Optional.of(Numbers.asReal(value)) : Optional.empty();
  }

  private static Value real(Value value, Arguments arguments, Run run) {
    Arguments.Bound bound = arguments.bind(run, "float", "default");
    return toReal(value, run)
        .<Value>map(number -> new Value.Real(number, Numbers.origin(value)))
        .orElseGet(() -> bound.value(0).orElse(new Value.Real(0, Origin.TEMPLATE)));
  }

  private static Value whole(Value value, Arguments arguments, Run run) {
    Arguments.Bound bound = arguments.bind(run, "int", "default", "base");
    int base = bound.whole(1, 10);
    if (base != 0 && (base < 2 || base > 36)) {
      throw run.failed("the base of a number is 0 or 2 to 36");
    }
    return toWhole(value, base, run)
        .<Value>map(number -> new Value.Whole(number, Numbers.origin(value)))
        .orElseGet(() -> bound.value(0).orElse(Value.count(0)));
  }

  private static Optional<BigInteger> toWhole(Value value, int base, Run run) {
    Optional<BigInteger> number =
        value instanceof Text text
            ? Numbers.parseWhole(text.value(), base)
            : Numbers.asWhole(value);
    return number.isPresent()
        ? number
        : toReal(value, run)
            .filter(Double::isFinite)
            .map(real -> new BigDecimal(real).toBigInteger());
  }

  private static Value round(Value value, Arguments arguments, Run run) {
    Arguments.Bound bound = arguments.bind(run, "round", "precision", "method");
    int precision = Math.clamp(bound.whole(0, 0), -400, 400);
    String method = bound.text(1, Text.data("common")).value();
    if (value instanceof Value.Undefined(String message)) {
      throw run.failed(message);
    }
    if (!Numbers.isNumber(value)) {
      throw run.failed("round needs a number, not " + Kinds.of(value));
    }
    return switch (method) {
      case "common" -> rounded(value, precision);
      case "ceil" -> scaled(value, precision, RoundingMode.CEILING, run);
      case "floor" -> scaled(value, precision, RoundingMode.FLOOR, run);
      default -> throw run.failed("the method of round is common, ceil or floor");
    };
  }

  private static Value rounded(Value value, int precision) {
    Origin origin = Numbers.origin(value);
    if (value instanceof Value.Real(double real, _)) {
      double result =
          Double.isFinite(real)
              ? new BigDecimal(real).setScale(precision, RoundingMode.HALF_EVEN).doubleValue()
              : real;
      return new Value.Real(Math.copySign(result, real), origin);
    }
    BigDecimal number = new BigDecimal(Numbers.asWhole(value).orElseThrow());
    BigInteger result =
        precision >= 0
            ? number.toBigInteger()
            : number.setScale(precision, RoundingMode.HALF_EVEN).toBigInteger();
    return new Value.Whole(result, origin);
  }

  /// As `ceil(value * 10 ** precision) / 10 ** precision`.
  private static Value scaled(Value value, int precision, RoundingMode mode, Run run) {
    Value ten = Value.count(10);
    Value factor = Arithmetic.apply(Operator.POWER, ten, Value.count(precision), run);
    Value product = Arithmetic.apply(Operator.MULTIPLY, value, factor, run);
    double real = Numbers.asReal(product);
    if (!Double.isFinite(real)) {
      throw run.failed("round needs a finite number");
    }
    BigInteger whole =
        product instanceof Value.Real
            ? new BigDecimal(real).setScale(0, mode).toBigInteger()
            : Numbers.asWhole(product).orElseThrow();
    return Arithmetic.apply(
        Operator.DIVIDE, new Value.Whole(whole, Numbers.origin(value)), factor, run);
  }

  private static Value json(Value value, Arguments arguments, Run run) {
    Arguments.Bound bound =
        arguments.bind(run, "tojson", "ensure_ascii", "indent", "separators", "sort_keys");
    Optional<Text> indent = bound.present(1).map(width -> indent(width, bound));
    String item = indent.isPresent() ? "," : ", ";
    String key = ": ";
    if (bound.present(2).isPresent()) {
      var separators = Elements.of(bound.needed(2), run);
      if (separators.size() != 2) {
        throw run.failed("tojson needs two separators");
      }
      item = run.str(separators.get(0)).value();
      key = run.str(separators.get(1)).value();
    }
    return JsonText.of(
        value,
        new JsonText.Style(bound.flag(0, false), indent, item, key, bound.flag(3, false)),
        run);
  }

  private static Text indent(Value width, Arguments.Bound bound) {
    if (width instanceof Text text) {
      return text;
    }
    int spaces = bound.whole(1, 0);
    return new Text.Builder(bound.run().budget()).repeat(Text.data(" "), spaces).text();
  }
}
