package dev.ponder.curriculum.working;

import java.math.BigDecimal;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A number with a decimal point: `units` over ten to the power of `scale`, none below zero.
public record Decimal(long units, int scale) {

  /// A whole number.
  public static Decimal of(long whole) {
    return new Decimal(whole, 0);
  }

  /// As it is written, with `scale` digits after the point.
  public String text() {
    return value().toPlainString();
  }

  /// The same without zeros at the end.
  public String plain() {
    return value().signum() == 0 ? "0" : value().stripTrailingZeros().toPlainString();
  }

  public BigDecimal value() {
    return BigDecimal.valueOf(units, scale);
  }

  /// Ten times as much, the point moved.
  public Decimal up() {
    return scale == 0 ? new Decimal(units * 10, 0) : new Decimal(units, scale - 1);
  }

  /// A tenth of it, the point moved.
  public Decimal down() {
    return new Decimal(units, scale + 1);
  }

  /// This and what it becomes when its point moves so many places to the right, or to the left when
  /// that is below zero: `3.5>35>350>3500` step by step at high effort.
  public Decimal moved(int places, Scratchpad pad) {
    Decimal[] steps = new Decimal[Math.abs(places) + 1];
    steps[0] = this;
    for (int i = 1; i < steps.length; i++) {
      steps[i] = places > 0 ? steps[i - 1].up() : steps[i - 1].down();
    }
    Decimal last = steps[steps.length - 1];
    pad.note(
        IntStream.range(0, steps.length)
            .mapToObj(i -> steps[i].text())
            .collect(Collectors.joining(">")),
        text() + ">" + last.text());
    return last;
  }

  /// With zeros before and after, so many before the point and behind it.
  String padded(int before, int after) {
    String text = value().setScale(after).toPlainString();
    int whole = after == 0 ? text.length() : text.indexOf('.');
    return "0".repeat(Math.max(0, before - whole)) + text;
  }

  int whole() {
    String text = text();
    return text.indexOf('.') < 0 ? text.length() : text.indexOf('.');
  }

  /// How this and the other compare, worked out digit by digit: `3.45,3.50|3=3;4<5;` at high
  /// effort, the first difference alone at medium effort.
  ///
  /// @return `<`, `>` or `=`
  public String against(Decimal other, Scratchpad pad) {
    int before = Math.max(whole(), other.whole());
    int after = Math.max(scale, other.scale);
    String one = padded(before, after);
    String two = other.padded(before, after);
    StringBuilder steps = new StringBuilder();
    String last = "=";
    for (int i = 0; i < one.length() && last.equals("="); i++) {
      if (one.charAt(i) != '.') {
        last = sign(Character.compare(one.charAt(i), two.charAt(i)));
        steps.append(one.charAt(i)).append(last).append(two.charAt(i)).append(';');
      }
    }
    String pair = one + "," + two + "|";
    pad.note(pair + steps, pair + last);
    return last;
  }

  private static String sign(int comparison) {
    return comparison < 0 ? "<" : comparison > 0 ? ">" : "=";
  }
}
