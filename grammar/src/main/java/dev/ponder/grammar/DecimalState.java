package dev.ponder.grammar;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/// How far a condition on an unsigned decimal (`12.5`, no exponent, no leading zeros) has been
/// read, digit by digit from the left.
sealed interface DecimalState {
  ByteClasses CLASSES = digitsApart();

  /// Whether the digits so far satisfy the condition as they stand.
  boolean accepts();

  /// The state one byte later; empty when no decimal goes on like that.
  Optional<DecimalState> after(int value);

  /// A bound on the value, its digits split at the point; the fraction has no trailing zeros.
  record Limit(String whole, String fraction, Side side, boolean inclusive) {
    static Limit of(BigDecimal magnitude, Side side, boolean inclusive) {
      String[] parts = magnitude.toPlainString().split("\\.", 2);
      String fraction = parts.length == 1 ? "" : parts[1].replaceAll("0+$", "");
      return new Limit(parts[0], fraction, side, inclusive);
    }

    private boolean allows(int order) {
      return order == 0 ? inclusive : (order < 0) == (side == Side.AT_MOST);
    }
  }

  /// Which side of a limit is allowed.
  enum Side {
    AT_LEAST,
    AT_MOST
  }

  /// Comparison with a limit.
  ///
  /// @param digits how many digits of the whole part were read, at most one more than the limit has
  /// @param order how what was read compares with as much of the limit: negative, 0 or positive
  /// @param fraction digits read after the point; negative before it
  record Compared(Limit limit, int digits, int order, int fraction) implements DecimalState {
    static DecimalState with(Limit limit) {
      return new Compared(limit, 0, 0, -1);
    }

    @Override
    public boolean accepts() {
      int known = fraction < 0 ? wholeOrder() : order;
      boolean more = Math.max(0, fraction) < limit.fraction().length();
      return digits > 0 && limit.allows(known == 0 && more ? -1 : known);
    }

    private int wholeOrder() {
      int longer = Integer.compare(digits, limit.whole().length());
      return longer == 0 ? order : longer;
    }

    @Override
    public Optional<DecimalState> after(int value) {
      if (value == '.') {
        return fraction < 0
            ? Optional.of(new Compared(limit, 1, wholeOrder(), 0))
            : Optional.empty();
      }
      if (value < '0' || value > '9') {
        return Optional.empty();
      }
      return Optional.of(fraction < 0 ? wholeDigit(value) : fractionDigit(value));
    }

    private DecimalState wholeDigit(int value) {
      int length = limit.whole().length();
      if (digits >= length) {
        return new Compared(limit, length + 1, 1, -1);
      }
      int compared = order != 0 ? order : Integer.signum(value - limit.whole().charAt(digits));
      return new Compared(limit, digits + 1, compared, -1);
    }

    private DecimalState fractionDigit(int value) {
      if (order != 0) {
        return new Compared(limit, 1, order, 0);
      }
      boolean past = fraction >= limit.fraction().length();
      char against = past ? '0' : limit.fraction().charAt(fraction);
      int compared = Integer.signum(value - against);
      return new Compared(
          limit, 1, compared, compared == 0 && !past ? fraction + 1 : past ? fraction : 0);
    }
  }

  /// Divisibility: the value times `10^scale` must be a multiple of `modulus`.
  ///
  /// @param rest the remainder of the digits read
  /// @param fraction digits read after the point, at most `scale`; negative before it
  record Divided(long modulus, int scale, long rest, int fraction) implements DecimalState {
    static DecimalState by(long modulus, int scale) {
      return new Divided(modulus, scale, 0, -1);
    }

    @Override
    public boolean accepts() {
      int missing = scale - Math.max(0, fraction);
      BigInteger scaled = BigInteger.TEN.pow(missing).multiply(BigInteger.valueOf(rest));
      return scaled.mod(BigInteger.valueOf(modulus)).signum() == 0;
    }

    @Override
    public Optional<DecimalState> after(int value) {
      if (value == '.') {
        return fraction < 0 ? Optional.of(new Divided(modulus, scale, rest, 0)) : Optional.empty();
      }
      if (value < '0' || value > '9') {
        return Optional.empty();
      }
      if (fraction == scale) {
        return value == '0' ? Optional.of(this) : Optional.empty();
      }
      long next = (rest * 10 + value - '0') % modulus;
      return Optional.of(new Divided(modulus, scale, next, fraction < 0 ? -1 : fraction + 1));
    }
  }

  private static ByteClasses digitsApart() {
    ByteClasses classes = ByteClasses.of(ByteSet.of('.'));
    for (int digit = '0'; digit <= '9'; digit++) {
      classes = classes.refine(ByteClasses.of(ByteSet.of(digit)));
    }
    return classes;
  }
}
