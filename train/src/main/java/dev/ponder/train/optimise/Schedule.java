package dev.ponder.train.optimise;

/// Which share of the rates is used when: a pure function of how much of the budget has been used.
public sealed interface Schedule {

  /// @param progress how much of the budget was used before the step, in `[0, 1]`
  /// @return a share in `[0, 1]`
  double share(double progress);

  /// Rises linearly, stays at one, and falls linearly to zero at the end (warm-up, stable, decay;
  /// Hu and others, MiniCPM, 2024). What was learned before the decay can be trained further, on
  /// other data or for longer, as if nothing had ended.
  ///
  /// @param warmUp part of the budget that the rise takes
  /// @param decay part of the budget that the fall takes
  record WarmupStableDecay(double warmUp, double decay) implements Schedule {

    /// @throws IllegalArgumentException when the parts are negative or more than the whole
    public WarmupStableDecay {
      if (!(warmUp >= 0 && decay >= 0 && warmUp + decay <= 1)) {
        throw new IllegalArgumentException(
            "a rise over %s and a fall over %s of the budget".formatted(warmUp, decay));
      }
    }

    @Override
    public double share(double progress) {
      return Math.min(rise(progress, warmUp), decay == 0 ? 1 : fall(progress));
    }

    private double fall(double progress) {
      return Math.clamp((1 - progress) / decay, 0, 1);
    }
  }

  /// Rises linearly, then falls along half a cosine to `last` (Loshchilov and Hutter 2017).
  ///
  /// @param warmUp part of the budget that the rise takes
  /// @param last share at the end
  record Cosine(double warmUp, double last) implements Schedule {

    /// @throws IllegalArgumentException when a number is no part or share
    public Cosine {
      if (!(warmUp >= 0 && warmUp < 1 && last >= 0 && last <= 1)) {
        throw new IllegalArgumentException(
            "a rise over %s of the budget and a fall to %s".formatted(warmUp, last));
      }
    }

    @Override
    public double share(double progress) {
      if (progress < warmUp) {
        return rise(progress, warmUp);
      }
      double angle = Math.PI * Math.clamp((progress - warmUp) / (1 - warmUp), 0, 1);
      return last + (1 - last) * (1 + StrictMath.cos(angle)) / 2;
    }
  }

  /// The same all the time.
  record Constant() implements Schedule {
    @Override
    public double share(double progress) {
      return 1;
    }
  }

  /// Never quite zero at the start: a step that changes nothing would be wasted.
  private static double rise(double progress, double warmUp) {
    return warmUp == 0 ? 1 : Math.clamp(progress / warmUp, 0.01, 1);
  }
}
