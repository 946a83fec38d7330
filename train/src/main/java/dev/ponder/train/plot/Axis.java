package dev.ponder.train.plot;

/// One direction of a chart.
///
/// @param label what is measured, with its unit
/// @param range which part of it is shown
public record Axis(String label, Scale scale, Range range) {

  /// How values become lengths.
  public enum Scale {
    LINEAR,
    /// Equal factors are equal lengths; values that are not positive are not shown.
    LOGARITHMIC
  }

  /// What is shown of an axis.
  public sealed interface Range {

    /// All that there is.
    record Fitted() implements Range {}

    /// From one value to another; points outside are cut off.
    record Fixed(double low, double high) implements Range {

      /// @throws IllegalArgumentException when there is nothing between
      public Fixed {
        if (!(low < high && Double.isFinite(high - low))) {
          throw new IllegalArgumentException("an axis from %s to %s".formatted(low, high));
        }
      }
    }
  }

  /// @throws IllegalArgumentException when a logarithmic one would begin at zero
  public Axis {
    if (scale == Scale.LOGARITHMIC && range instanceof Range.Fixed(var low, _) && low <= 0) {
      throw new IllegalArgumentException("a logarithmic axis from " + low);
    }
  }

  /// A linear one that shows all.
  public static Axis linear(String label) {
    return new Axis(label, Scale.LINEAR, new Range.Fitted());
  }

  /// A logarithmic one that shows all.
  public static Axis logarithmic(String label) {
    return new Axis(label, Scale.LOGARITHMIC, new Range.Fitted());
  }

  /// The same axis from `low` to `high`.
  public Axis within(double low, double high) {
    return new Axis(label, scale, new Range.Fixed(low, high));
  }
}
