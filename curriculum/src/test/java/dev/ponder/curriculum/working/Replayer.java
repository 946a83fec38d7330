package dev.ponder.curriculum.working;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Reads a working as someone would who does not trust it: checks every digit of every step, and
/// says what comes out. Knows the notation from its description alone.
public final class Replayer {
  private static final String WORKING = "\\d+([-+*/]\\d+)+\\|.*";

  private final String text;
  private final boolean full;
  private int at;

  private Replayer(String text, boolean full) {
    this.text = text;
    this.full = full;
  }

  /// Checks all workings among the lines of a thought.
  ///
  /// @return what came out of each
  public static List<String> replay(String thought, boolean full) {
    return thought
        .lines()
        .filter(line -> line.matches(WORKING))
        .map(line -> new Replayer(line, full).line())
        .toList();
  }

  private String line() {
    List<String> numbers = new ArrayList<>();
    numbers.add(number());
    char sign = peek();
    while (peek() == sign) {
      at++;
      numbers.add(number());
    }
    expect("|");
    String result =
        switch (sign) {
          case '+' -> sum(numbers);
          case '-' -> difference(numbers);
          case '*' -> product(numbers);
          case '/' -> quotient(numbers);
          default -> throw new AssertionError("what is " + sign + " in " + text);
        };
    assertThat(text.substring(at)).as("the rest of %s", text).isEmpty();
    return result;
  }

  private String sum(List<String> numbers) {
    int width = numbers.stream().mapToInt(String::length).max().orElseThrow();
    List<String> reversed = numbers.stream().map(number -> reversed(number, width)).toList();
    header(reversed);
    String digits = columns(reversed, '+');
    return result(strip(flipped(digits)));
  }

  private String difference(List<String> numbers) {
    String digits = subtract(numbers);
    if (!digits.endsWith("1")) {
      return result(strip(flipped(digits)));
    }
    expect("<0;" + numbers.get(1) + "-" + numbers.get(0) + "|");
    String turned = subtract(List.of(numbers.get(1), numbers.get(0)));
    assertThat(turned).endsWith("0");
    return result("-" + strip(flipped(turned)));
  }

  private String subtract(List<String> numbers) {
    int width = numbers.stream().mapToInt(String::length).max().orElseThrow();
    List<String> reversed = numbers.stream().map(number -> reversed(number, width)).toList();
    header(reversed);
    return columns(reversed, '-');
  }

  private String product(List<String> numbers) {
    String one = flipped(numbers.get(0));
    String other = flipped(numbers.get(1));
    header(List.of(one, other));
    List<String> partials = new ArrayList<>();
    for (int i = 0; i < other.length(); i++) {
      expect(other.charAt(i) + ":");
      String row = "0".repeat(i) + times(one, other.charAt(i) - '0');
      String padded = row + "0".repeat(one.length() + other.length() - row.length());
      expect(">" + padded + ";");
      partials.add(padded);
    }
    String digits = partials.size() == 1 ? partials.getFirst() : columns(partials, '+');
    return result(strip(flipped(digits)));
  }

  private String quotient(List<String> numbers) {
    String dividend = numbers.get(0);
    String divisor = numbers.get(1);
    int first = Math.min(divisor.length(), dividend.length());
    String remainder = dividend.substring(0, first);
    StringBuilder quotient = new StringBuilder();
    for (int next = first; ; next++) {
      remainder = step(remainder, dividend.substring(next), divisor, quotient);
      if (next == dividend.length()) {
        break;
      }
      remainder += dividend.charAt(next);
    }
    return result(strip(quotient.toString()) + "r" + strip(remainder));
  }

  /// @return what remains
  private String step(String remainder, String rest, String divisor, StringBuilder quotient) {
    int width = divisor.length() + 1;
    String top = "0".repeat(Math.max(0, width - strip(remainder).length())) + strip(remainder);
    while (true) {
      expect(rest.isEmpty() ? top + "/" : top + "," + rest + "/");
      int guess = digit();
      String left = flipped(top);
      if (guess > 0) {
        expect(":");
        String product = times(flipped(divisor), guess);
        left = columns(List.of(flipped(top), product), '-');
      }
      boolean tooMuch = guess > 0 && left.endsWith("1");
      boolean tooLittle = !tooMuch && Long.parseLong(flipped(left)) >= Long.parseLong(divisor);
      if (tooMuch || tooLittle) {
        expect("!");
      } else {
        quotient.append(guess);
        expect(">" + quotient + ";");
        return strip(flipped(left));
      }
    }
  }

  private void header(List<String> reversed) {
    if (full) {
      expect(String.join(",", reversed) + ":");
    }
  }

  /// Columns of a sum or a difference.
  ///
  /// @return the digits from the right, and what is carried out at the end
  private String columns(List<String> numbers, char sign) {
    StringBuilder digits = new StringBuilder();
    int carry = 0;
    for (int place = 0; place < numbers.getFirst().length(); place++) {
      int here = place;
      List<Integer> column = numbers.stream().map(number -> number.charAt(here) - '0').toList();
      int value =
          sign == '+'
              ? column.stream().mapToInt(Integer::intValue).sum() + carry
              : column.getFirst() - column.getLast() - carry;
      int shown = value < 0 ? value + 20 : value;
      String written =
          column.stream().map(String::valueOf).collect(Collectors.joining(full ? sign + "" : ""));
      column(full ? written + sign + carry + "=" : written, shown);
      digits.append(shown % 10);
      carry = shown / 10;
    }
    return digits.append(carry).toString();
  }

  private String times(String reversed, int multiplier) {
    StringBuilder digits = new StringBuilder();
    int carry = 0;
    for (int digit :
        IntStream.range(0, reversed.length()).map(i -> reversed.charAt(i) - '0').toArray()) {
      int value = digit * multiplier + carry;
      column(full ? digit + "*" + multiplier + "+" + carry + "=" : digit + "", value);
      digits.append(value % 10);
      carry = value / 10;
    }
    return digits.append(carry).toString();
  }

  /// A column, perhaps once with a wrong result and an exclamation mark before.
  private void column(String written, int value) {
    String right = "" + value / 10 + value % 10;
    String end = full ? ";" : ",";
    expect(written);
    String shown = "" + digit() + digit();
    expect(end);
    if (full && at < text.length() && peek() == '!' && !shown.equals(right)) {
      expect("!" + written + right + end);
    } else {
      if (!shown.equals(right)) {
        throw new AssertionError("%s after %s in %s".formatted(shown, written, text));
      }
    }
  }

  private String result(String expected) {
    expect("=" + expected);
    return expected;
  }

  private void expect(String expected) {
    if (!text.startsWith(expected, at)) {
      throw new AssertionError("no %s at place %d of %s".formatted(expected, at, text));
    }
    at += expected.length();
  }

  private char peek() {
    return text.charAt(at);
  }

  private int digit() {
    return text.charAt(at++) - '0';
  }

  private String number() {
    int from = at;
    while (Character.isDigit(peek())) {
      at++;
    }
    return text.substring(from, at);
  }

  private static String reversed(String number, int width) {
    return flipped("0".repeat(width - number.length()) + number);
  }

  private static String flipped(String digits) {
    return new StringBuilder(digits).reverse().toString();
  }

  private static String strip(String digits) {
    return digits.replaceFirst("^0+(?=\\d)", "");
  }
}
