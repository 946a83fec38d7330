package dev.ponder.learn.evaluation;

/// How much more often one model is right than another on the same questions.
///
/// @param gained answered by the second alone
/// @param lost answered by the first alone
/// @param of how many questions there were
public record PairedDifference(int gained, int lost, int of) {

  /// The difference of their shares, from -1 to 1.
  public double difference() {
    return of == 0 ? 0 : (gained - lost) / (double) of;
  }

  /// The lower end of the interval that holds the true difference in 95 % of cases (Wald, for
  /// paired shares).
  public double low() {
    return Math.max(-1, difference() - half());
  }

  /// The upper end of that interval.
  public double high() {
    return Math.min(1, difference() + half());
  }

  private double half() {
    if (of == 0) {
      return 1;
    }
    double n = of;
    double variance = (gained + lost) / n - difference() * difference();
    return Proportion.Z * Math.sqrt(variance / n);
  }
}
