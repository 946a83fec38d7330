package dev.ponder.train.plot;

/// A point of a series.
///
/// @param low end of its error bar; as `y` for none
/// @param high end of its error bar; as `y` for none
public record Point(double x, double y, double low, double high) {

  /// A point without an error bar.
  public static Point of(double x, double y) {
    return new Point(x, y, y, y);
  }

  boolean isFinite() {
    return Double.isFinite(x) && Double.isFinite(y);
  }

  boolean hasBar() {
    return low < high;
  }
}
