package dev.ponder.learn.python;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.Collectors;

/// A value of Python's.
sealed interface Value {

  record Whole(BigInteger number) implements Value {}

  record Real(double number) implements Value {}

  record Text(String text) implements Value {}

  record Truth(boolean holds) implements Value {}

  /// A list, of no lists: such could stand for more than there is memory.
  record Items(List<Value> values) implements Value {
    private static final int LONGEST = 10_000;

    public Items {
      values = List.copyOf(values);
      if (values.size() > LONGEST) {
        throw PythonError.tooMuch("the list is too long");
      }
      if (values.stream().anyMatch(Items.class::isInstance)) {
        throw PythonError.type("lists of lists are not known here");
      }
    }
  }

  static Whole of(long number) {
    return new Whole(BigInteger.valueOf(number));
  }

  /// As `print` shows it.
  default String shown() {
    return this instanceof Text(String text) ? text : written();
  }

  /// As it stands in a list.
  default String written() {
    return switch (this) {
      case Whole(BigInteger number) -> number.toString();
      case Real(double number) -> real(number);
      case Text(String text) -> "'" + text + "'";
      case Truth(boolean holds) -> holds ? "True" : "False";
      case Items(List<Value> values) ->
          values.stream().map(Value::written).collect(Collectors.joining(", ", "[", "]"));
    };
  }

  /// Python writes the shortest digits that mean the number, as Java does, but goes over to
  /// exponents later.
  private static String real(double number) {
    if (Double.isInfinite(number) || Double.isNaN(number)) {
      return Double.isNaN(number) ? "nan" : number > 0 ? "inf" : "-inf";
    }
    double size = Math.abs(number);
    if (size == 0 || size >= 1e-4 && size < 1e16) {
      String plain = new java.math.BigDecimal(Double.toString(number)).toPlainString();
      return plain.contains(".") ? plain : plain + ".0";
    }
    return Double.toString(number).replace(".0E", "e").replace("E", "e");
  }

  /// Its number as a double.
  default double real() {
    return switch (this) {
      case Whole(BigInteger number) -> number.doubleValue();
      case Real(double number) -> number;
      case Truth(boolean holds) -> holds ? 1 : 0;
      case Text _, Items _ -> throw PythonError.type("a number is needed, not " + written());
    };
  }

  /// Its whole number, small enough to count with.
  default int count() {
    if (this instanceof Whole(BigInteger number) && number.bitLength() < 32) {
      return number.intValueExact();
    }
    throw PythonError.type("a small whole number is needed, not " + written());
  }

  /// What can be gone through one by one.
  default List<Value> each() {
    return switch (this) {
      case Items(List<Value> values) -> values;
      case Text(String text) -> text.codePoints().mapToObj(Value::letter).toList();
      case Whole _, Real _, Truth _ -> throw PythonError.type(written() + " is not iterable");
    };
  }

  private static Value letter(int codePoint) {
    return new Text(Character.toString(codePoint));
  }

  /// Whether it counts as true.
  default boolean holds() {
    return switch (this) {
      case Truth(boolean holds) -> holds;
      case Whole(BigInteger number) -> number.signum() != 0;
      case Real(double number) -> number != 0;
      case Text(String text) -> !text.isEmpty();
      case Items(List<Value> values) -> !values.isEmpty();
    };
  }

  /// Less than 0, 0 or more than 0 as this comes before, with or after the other.
  default int compared(Value other) {
    if (this instanceof Text(String one) && other instanceof Text(String two)) {
      return one.compareTo(two);
    }
    if (this instanceof Whole(BigInteger one) && other instanceof Whole(BigInteger two)) {
      return one.compareTo(two);
    }
    return Double.compare(real(), other.real());
  }
}
