package dev.ponder.learn.evaluation;

/// How much more often one model is right than another on the same questions.
///
/// @param gained questions that only the one is right on
/// @param lost questions that only the other is right on
/// @param of how many questions there were
public record PairedDifference(int gained, int lost, int of) {

  /// The difference of their shares, from -1 to 1.
  public double difference() {
    return of == 0 ? 0 : (gained - lost) / (double) of;
  }

  /// The lower end of the interval that holds the true difference in 95 % of cases (Agresti and Min
  /// 2005: Wald's for paired shares, after half a question was added to each of the four outcomes;
  /// without, two models that agree on a few questions would seem equal for certain).
  public double low() {
    return of == 0 ? -1 : Math.max(-1, middle() - half());
  }

  /// The upper end of that interval.
  public double high() {
    return of == 0 ? 1 : Math.min(1, middle() + half());
  }

  private double middle() {
    return (gained - lost) / (of + 2.0);
  }

  private double half() {
    double n = of + 2.0;
    double variance = (gained + lost + 1) / n - middle() * middle();
    return Proportion.Z * Math.sqrt(variance / n);
  }
}
