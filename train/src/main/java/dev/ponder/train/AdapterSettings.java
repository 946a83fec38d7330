package dev.ponder.train;

/// What a low-rank adapter looks like before it has learned anything.
///
/// @param rank of each of its products: how much it can learn, and how large it is
/// @param alpha products count `alpha / rank`
/// @param seed of the first values: equal seeds give equal adapters
public record AdapterSettings(int rank, float alpha, long seed) {
  private static final int HIGHEST_RANK = 1024;

  /// With it, the best learning rate depends little on the rank (Schulman et al. 2025).
  private static final float USUAL_ALPHA = 32;

  /// @throws IllegalArgumentException when the rank is not between 1 and 1,024 or alpha is not a
  ///   positive number
  public AdapterSettings {
    if (rank < 1 || rank > HIGHEST_RANK) {
      throw new IllegalArgumentException(
          "the rank of an adapter must be between 1 and %d, not %d".formatted(HIGHEST_RANK, rank));
    }
    if (!(alpha > 0 && alpha < Float.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the alpha of an adapter must be a positive number, not " + alpha);
    }
  }

  /// Adapters of that rank with an alpha of 32.
  public static AdapterSettings ofRank(int rank, long seed) {
    return new AdapterSettings(rank, USUAL_ALPHA, seed);
  }

  /// What products are multiplied by.
  public float scale() {
    return alpha / rank;
  }
}
