package dev.ponder.train.plot;

import java.util.List;
import java.util.stream.IntStream;

/// One direction of a chart.
///
/// @param label what is measured, with its unit
/// @param range which part of it is shown
public record Axis(String label, Scale scale, Range range, Ticks ticks) {

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

  /// Which values are told beside an axis.
  public sealed interface Ticks {

    /// Round ones, as many as there is room for.
    record Round() implements Ticks {}

    /// These and no others.
    record Chosen(List<Tick> all) implements Ticks {
      public Chosen {
        all = List.copyOf(all);
      }
    }
  }

  /// A value and what stands beside it.
  public record Tick(double at, String text) {}

  /// @throws IllegalArgumentException when a logarithmic one would begin at zero
  public Axis {
    if (scale == Scale.LOGARITHMIC && range instanceof Range.Fixed(var low, _) && low <= 0) {
      throw new IllegalArgumentException("a logarithmic axis from " + low);
    }
  }

  /// A linear one that shows all.
  public static Axis linear(String label) {
    return new Axis(label, Scale.LINEAR, new Range.Fitted(), new Ticks.Round());
  }

  /// A logarithmic one that shows all.
  public static Axis logarithmic(String label) {
    return new Axis(label, Scale.LOGARITHMIC, new Range.Fitted(), new Ticks.Round());
  }

  /// One of things that have names and no size: the first is at 0, the next at 1, and so on.
  public static Axis named(String label, List<String> names) {
    List<Tick> ticks =
        IntStream.range(0, names.size()).mapToObj(i -> new Tick(i, names.get(i))).toList();
    return linear(label).within(-0.4, Math.max(1, names.size()) - 0.6).ticked(ticks);
  }

  /// The same axis from `low` to `high`.
  public Axis within(double low, double high) {
    return new Axis(label, scale, new Range.Fixed(low, high), ticks);
  }

  /// The same axis with those ticks only.
  public Axis ticked(List<Tick> chosen) {
    return new Axis(label, scale, range, new Ticks.Chosen(chosen));
  }
}
