package dev.ponder.model.transformer;

/// YaRN (Peng et al., 2023): stretches a trained context by slowing down the frequencies that turn
/// slowly, and leaves those that turn often within the original context as they were. Between the
/// two there is a linear ramp over the pairs.
///
/// @param factor by which the context is stretched
/// @param originalContext positions that the model was trained with before
/// @param fast turns within the original context from which on a frequency stays as it is
/// @param slow turns up to which it is slowed down by the whole factor
record Yarn(double factor, int originalContext, double fast, double slow, Bounds bounds) {

  /// What is made of the ends of the ramp, which seldom fall on a pair.
  enum Bounds {
    /// Left where they are: how gpt-oss was trained.
    EXACT,
    /// Moved outwards to whole pairs: llama.cpp for every model, and the reference implementations
    /// of all others.
    ROUNDED
  }

  /// Whose bounds to use.
  enum Ramps {
    /// Those of the architecture's reference implementation.
    AS_TRAINED,
    /// llama.cpp's, to compare token by token.
    ROUNDED;

    private static final String PROPERTY = "ponder.yarn";

    /// What the system property `ponder.yarn` says: `exact`, which is the default, or `rounded`.
    ///
    /// @throws IllegalArgumentException when it says something else
    static Ramps chosen() {
      String wanted = System.getProperty(PROPERTY, "exact");
      return switch (wanted) {
        case "exact" -> AS_TRAINED;
        case "rounded" -> ROUNDED;
        default ->
            throw new IllegalArgumentException(
                "%s is '%s', not exact or rounded".formatted(PROPERTY, wanted));
      };
    }
  }

  /// The frequencies, stretched.
  double[] stretched(double[] frequencies, double base) {
    double low = Math.max(pairTurning(fast, frequencies.length, base, Rounding.DOWN), 0);
    double high =
        Math.min(
            pairTurning(slow, frequencies.length, base, Rounding.UP), 2 * frequencies.length - 1);
    double span = Math.max(high - low, 0.001);
    double[] stretched = new double[frequencies.length];
    for (int i = 0; i < stretched.length; i++) {
      double slowed = Math.clamp((i - low) / span, 0, 1);
      stretched[i] = frequencies[i] * (1 - slowed) + frequencies[i] / factor * slowed;
    }
    return stretched;
  }

  private enum Rounding {
    DOWN,
    UP
  }

  /// The pair that turns that many times within the original context.
  private double pairTurning(double turns, int pairs, double base, Rounding rounding) {
    double pair = pairs * Math.log(originalContext / (turns * 2 * Math.PI)) / Math.log(base);
    return switch (bounds) {
      case EXACT -> pair;
      case ROUNDED ->
          switch (rounding) {
            case DOWN -> Math.floor(pair);
            case UP -> Math.ceil(pair);
          };
    };
  }

  /// By how much queries and keys grow, so that scores stay as sharp over more positions.
  double magnitude() {
    return factor > 1 ? 0.1 * Math.log(factor) + 1 : 1;
  }
}
