package dev.ponder.curriculum.working;

import dev.ponder.core.Effort;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// An operation worked out digit by digit, as a thought of the model's.
///
/// A small transformer cannot add in its head, but it can look up `5+7+1` and copy. So the thought
/// holds every number with its least significant digit first, one column after the other with the
/// carry handed on, and every character of it is a copy of one before or follows from the few
/// digits of its own column (Lee et al. 2023, "Teaching Arithmetic to Small Transformers"):
///
///     156+871|651,178:6+1+0=07;5+7+0=12;1+8+1=10;=1027
///     27-19|72,91:7-9-0=18;2-1-1=00;=8
///     5-12|50,21:5-2-0=03;0-1-0=19;<0;12-5|21,50:2-5-0=17;1-0-1=00;=-7
///     17*23|71,32:3:7*3+0=21;1*3+2=05;>1500;2:7*2+0=14;1*2+1=03;>0430;1+0+0=01;5+4+0=09;0+3+0=03;0+0+0=00;=391
///
/// The two digits of a column's result are what it carries and what it leaves; numbers are padded
/// with zeros to equal width; a product is the sum of the partial products of each digit, shifted.
/// Medium effort writes the same columns without signs and without what is carried in, taking the
/// digits from the numbers themselves (`156+871|6107,5712,1810,=1027`): a little more than half as
/// long, and a little harder to look up. Low effort writes nothing. How division goes is told at
/// [LongDivision].
///
/// @param text the thought, empty at low effort; several join with a line break
public record Working(String text, long result) {

  /// The sum of two numbers or more, none below zero.
  public static Working add(Effort effort, long... summands) {
    Notation notation = Notation.of(effort);
    long sum = LongStream.of(summands).peek(Working::check).reduce(0, Math::addExact);
    int width = LongStream.of(summands).mapToInt(n -> Digits.of(n).count()).max().orElseThrow();
    List<Digits> digits =
        LongStream.of(summands).mapToObj(number -> Digits.of(number, width)).toList();
    String header =
        Arrays.stream(summands).mapToObj(String::valueOf).collect(Collectors.joining("+"));
    return new Working(
        written(notation, header, digits, Columns.sum(digits).in(notation) + "=" + sum), sum);
  }

  /// The difference of two numbers that are not below zero; it may be below zero itself.
  public static Working subtract(Effort effort, long from, long what) {
    check(from);
    check(what);
    Notation notation = Notation.of(effort);
    String first = difference(notation, from, what);
    if (from >= what) {
      return new Working(notation == Notation.NONE ? "" : first + "=" + (from - what), from - what);
    }
    String turned = first + "<0;" + difference(notation, what, from) + "=" + (from - what);
    return new Working(notation == Notation.NONE ? "" : turned, from - what);
  }

  private static String difference(Notation notation, long from, long what) {
    int width = Math.max(Digits.of(from).count(), Digits.of(what).count());
    Digits top = Digits.of(from, width);
    Digits bottom = Digits.of(what, width);
    String columns = Columns.difference(top, bottom).in(notation);
    return written(notation, from + "-" + what, List.of(top, bottom), columns);
  }

  /// The product of two numbers, none below zero. The one with more digits is multiplied by the
  /// other.
  public static Working multiply(Effort effort, long one, long other) {
    check(one);
    check(other);
    Notation notation = Notation.of(effort);
    boolean turn = Digits.of(other).count() > Digits.of(one).count();
    long number = turn ? other : one;
    long multiplier = turn ? one : other;
    long product = Math.multiplyExact(one, other);
    Digits digits = Digits.of(number);
    Digits multipliers = Digits.of(multiplier);
    int width = digits.count() + multipliers.count();
    StringBuilder columns = new StringBuilder();
    List<Digits> partials = new ArrayList<>();
    for (int place = 0; place < multipliers.count(); place++) {
      Columns row = Columns.product(digits, multipliers.at(place));
      String shifted = "0".repeat(place) + row.digits();
      Digits partial = new Digits(shifted + "0".repeat(width - shifted.length()));
      partials.add(partial);
      columns.append(multipliers.at(place)).append(':').append(row.in(notation));
      columns.append('>').append(partial.reversed()).append(';');
    }
    if (partials.size() > 1) {
      columns.append(Columns.sum(partials).in(notation));
    }
    columns.append('=').append(product);
    String header = number + "*" + multiplier;
    return new Working(
        written(notation, header, List.of(digits, multipliers), columns.toString()), product);
  }

  private static String written(
      Notation notation, String header, List<Digits> digits, String columns) {
    return switch (notation) {
      case NONE -> "";
      case SHORT -> header + "|" + columns;
      case FULL ->
          header
              + digits.stream().map(Digits::reversed).collect(Collectors.joining(",", "|", ":"))
              + columns;
    };
  }

  private static void check(long number) {
    if (number < 0) {
      throw new IllegalArgumentException(
          "no columns for %d, which is below zero".formatted(number));
    }
  }
}
