package dev.ponder.learn.evaluation;

/// A share that was counted, and how sure it is.
///
/// @param right how many
/// @param of how many there were, at least 0
public record Proportion(int right, int of) {
  /// Of the normal distribution, for 95 %.
  static final double Z = 1.959964;

  /// @throws IllegalArgumentException when the part is no part of the whole
  public Proportion {
    if (right < 0 || right > of) {
      throw new IllegalArgumentException("%d of %d".formatted(right, of));
    }
  }

  /// The share itself; 0 of nothing is 0.
  public double share() {
    return of == 0 ? 0 : right / (double) of;
  }

  /// The lower end of Wilson's interval (1927), which holds the true share in 95 % of cases,
  /// however small it or the sample is.
  public double low() {
    return bound(-1);
  }

  /// The upper end of that interval.
  public double high() {
    return bound(1);
  }

  private double bound(int side) {
    if (of == 0) {
      return side < 0 ? 0 : 1;
    }
    double p = share();
    double square = Z * Z / of;
    double middle = p + square / 2;
    double half = Z * Math.sqrt(p * (1 - p) / of + square / (4 * of));
    return Math.clamp((middle + side * half) / (1 + square), 0, 1);
  }

  /// This and more of the same.
  public Proportion plus(Proportion other) {
    return new Proportion(right + other.right, of + other.of);
  }

  /// Counts one more.
  public Proportion plus(boolean wasRight) {
    return new Proportion(right + (wasRight ? 1 : 0), of + 1);
  }

  /// Nothing counted yet.
  public static Proportion none() {
    return new Proportion(0, 0);
  }
}
