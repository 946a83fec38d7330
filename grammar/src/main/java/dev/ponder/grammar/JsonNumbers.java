package dev.ponder.grammar;

import dev.ponder.grammar.DecimalState.Limit;
import dev.ponder.grammar.DecimalState.Side;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Expressions for JSON numbers within bounds.
///
/// Integers are written without fraction and exponent. Other numbers may have an exponent of up to
/// three digits where their bounds concern only the sign; anything tighter is compared digit by
/// digit and written plainly.
final class JsonNumbers {

  /// One end of a range.
  record Bound(BigDecimal value, boolean inclusive) {}

  /// What a number must satisfy.
  record Range(Optional<Bound> lower, Optional<Bound> upper, List<BigDecimal> multiples) {
    static final Range ALL = new Range(Optional.empty(), Optional.empty(), List.of());
  }

  private final Regexes regexes;
  private final Regex digit;
  private final Regex whole;
  private final Regex fraction;
  private final Regex exponent;
  private final Regex minus;

  JsonNumbers(Regexes regexes) {
    this.regexes = regexes;
    this.digit = regexes.bytes(ByteSet.of('0', '9'));
    Regex zero = regexes.literal("0");
    Regex positive = regexes.bytes(ByteSet.of('1', '9'));
    this.whole = regexes.either(zero, regexes.then(positive, regexes.star(digit)));
    Regex digits = regexes.repeat(digit, 1, Regexes.UNBOUNDED);
    this.fraction = regexes.optional(regexes.then(regexes.literal("."), digits));
    Regex sign = regexes.bytes(ByteSet.of('+').or(ByteSet.of('-')));
    Regex mark = regexes.bytes(ByteSet.of('e').or(ByteSet.of('E')));
    this.exponent =
        regexes.optional(regexes.then(mark, regexes.optional(sign), regexes.repeat(digit, 1, 3)));
    this.minus = regexes.literal("-");
  }

  /// Whole numbers of that range.
  Regex integers(Range range) {
    return of(range, whole, regexes.empty);
  }

  /// Numbers of that range, whole ones included.
  Regex numbers(Range range) {
    boolean signOnly =
        range.multiples().isEmpty() && signOnly(range.lower()) && signOnly(range.upper());
    return of(range, regexes.then(whole, fraction), signOnly ? exponent : regexes.empty);
  }

  /// Numbers of that range that are not whole.
  Regex fractions(Range range) {
    Regex zeros = regexes.then(whole, regexes.literal("."), regexes.star(regexes.literal("0")));
    Regex whollyWritten = regexes.either(whole, zeros);
    Regex plain = regexes.both(regexes.then(whole, fraction), regexes.not(whollyWritten));
    return of(range, plain, regexes.empty);
  }

  /// That number, however written without an exponent.
  Regex equalTo(BigDecimal value) {
    Optional<Bound> bound = Optional.of(new Bound(value, true));
    return of(new Range(bound, bound, List.of()), regexes.then(whole, fraction), regexes.empty);
  }

  private static boolean signOnly(Optional<Bound> bound) {
    return bound.isEmpty() || bound.get().value().signum() == 0;
  }

  private Regex of(Range range, Regex plain, Regex tail) {
    List<Regex> conditions = new ArrayList<>();
    conditions.add(plain);
    range.multiples().forEach(multiple -> conditions.add(multiplesOf(multiple)));
    Regex positive = regexes.both(with(conditions, range.lower(), range.upper(), 1));
    Regex negative = regexes.both(with(conditions, range.upper(), range.lower(), -1));
    return regexes.either(
        regexes.then(positive, tail), regexes.then(minus, regexes.then(negative, tail)));
  }

  /// The conditions on a magnitude whose sign is given; `near` bounds it from below, `far` above.
  private List<Regex> with(
      List<Regex> conditions, Optional<Bound> near, Optional<Bound> far, int sign) {
    List<Regex> all = new ArrayList<>(conditions);
    if (near.isPresent()) {
      BigDecimal value = near.get().value().multiply(BigDecimal.valueOf(sign));
      if (value.signum() > 0 || value.signum() == 0 && !near.get().inclusive()) {
        all.add(limit(value, Side.AT_LEAST, near.get().inclusive()));
      }
    }
    if (far.isPresent()) {
      BigDecimal value = far.get().value().multiply(BigDecimal.valueOf(sign));
      boolean none = value.signum() < 0 || value.signum() == 0 && sign < 0;
      all.add(none ? regexes.nothing : limit(value, Side.AT_MOST, far.get().inclusive()));
    }
    return all;
  }

  private Regex limit(BigDecimal magnitude, Side side, boolean inclusive) {
    return regexes.digits(DecimalState.Compared.with(Limit.of(magnitude, side, inclusive)));
  }

  private Regex multiplesOf(BigDecimal step) {
    BigDecimal plain = step.stripTrailingZeros();
    int scale = Math.max(0, plain.scale());
    long modulus = plain.movePointRight(scale).longValueExact();
    return regexes.digits(DecimalState.Divided.by(modulus, scale));
  }
}
