package dev.ponder.train.plot;

import dev.ponder.train.plot.Axis.Range;
import dev.ponder.train.plot.Axis.Scale;
import dev.ponder.train.plot.Axis.Tick;
import dev.ponder.train.plot.Axis.Ticks;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/// What an axis shows: from one value to another, and where its ticks are.
record Span(Scale scale, double low, double high) {
  /// Part of a fitted axis that is left free at each end.
  private static final double MARGIN = 0.03;

  private static final int TICKS = 8;

  /// Values that are less than this part of themselves apart, or of a power of ten on a logarithmic
  /// axis, are one value: between neighbouring numbers there is nothing to tell.
  private static final double RESOLUTION = 1e-9;

  /// Factors of powers of ten for logarithmic axes, the fewer the longer the axis.
  private static final double[][] FACTORS = {{1, 2, 5}, {1, 3}, {1}};

  /// The span of an axis for these values.
  static Span of(Axis axis, DoubleStream values) {
    return switch (axis.range()) {
      case Range.Fixed(var low, var high) -> new Span(axis.scale(), low, high);
      case Range.Fitted _ -> fitted(axis.scale(), values);
    };
  }

  private static Span fitted(Scale scale, DoubleStream values) {
    double[] shown = values.filter(value -> isShown(scale, value)).map(v -> at(scale, v)).toArray();
    if (shown.length == 0) {
      return scale == Scale.LINEAR ? new Span(scale, 0, 1) : new Span(scale, 0.1, 1);
    }
    double low = DoubleStream.of(shown).min().orElseThrow();
    double high = DoubleStream.of(shown).max().orElseThrow();
    double size = scale == Scale.LINEAR ? Math.max(Math.abs(low), Math.abs(high)) : 1;
    double margin =
        high - low > size * RESOLUTION
            ? (high - low) * MARGIN
            : Math.max(Math.abs(low) * 0.1, scale == Scale.LINEAR ? 1e-6 : 0.1);
    // Nothing below zero is invented where all is above it.
    double from = scale == Scale.LINEAR && low >= 0 ? Math.max(0, low - margin) : low - margin;
    return new Span(scale, from(scale, from), from(scale, high + margin));
  }

  private static double at(Scale scale, double value) {
    return switch (scale) {
      case LINEAR -> value;
      case LOGARITHMIC -> Math.log10(value);
    };
  }

  private static double from(Scale scale, double length) {
    return switch (scale) {
      case LINEAR -> length;
      case LOGARITHMIC -> Math.pow(10, length);
    };
  }

  static boolean isShown(Scale scale, double value) {
    return Double.isFinite(value) && (scale == Scale.LINEAR || value > 0);
  }

  boolean holds(double value) {
    return isShown(scale, value) && value >= low && value <= high;
  }

  /// Where a value lies: 0 at the low end, 1 at the high one.
  double position(double value) {
    double from = at(scale, low);
    return (at(scale, value) - from) / (at(scale, high) - from);
  }

  /// The axis's own ticks as far as they are within the span, or round values, rising.
  List<Tick> ticks(Axis axis) {
    return switch (axis.ticks()) {
      case Ticks.Chosen(var all) -> all.stream().filter(tick -> holds(tick.at())).toList();
      case Ticks.Round _ ->
          roundValues().stream().map(value -> new Tick(value, text(value))).toList();
    };
  }

  private List<Double> roundValues() {
    return switch (scale) {
      case LINEAR -> linearTicks();
      case LOGARITHMIC -> logarithmicTicks();
    };
  }

  /// Apart by 1, 2 or 5 times a power of ten.
  private List<Double> linearTicks() {
    double rough = (high - low) / TICKS;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double step =
        power * (rough / power > 5 ? 10 : rough / power > 2 ? 5 : rough / power > 1 ? 2 : 1);
    List<Double> ticks = new ArrayList<>();
    for (double number = Math.ceil(low / step - 1e-9);
        number * step <= high * (1 + 1e-12) + step * 1e-9;
        number++) {
      ticks.add(number * step);
    }
    return ticks;
  }

  private List<Double> logarithmicTicks() {
    int first = (int) Math.floor(Math.log10(low));
    int last = (int) Math.ceil(Math.log10(high));
    double decades = Math.log10(high / low);
    if (decades < 0.7) {
      return linearTicks();
    }
    double[] factors = FACTORS[decades < 2 ? 0 : decades < 4 ? 1 : 2];
    int every = Math.max(1, (int) Math.ceil(decades / 10));
    List<Double> ticks = new ArrayList<>();
    for (int power = first; power <= last; power += every) {
      for (double factor : factors) {
        double tick = factor * Math.pow(10, power);
        if (tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9)) {
          ticks.add(tick);
        }
      }
    }
    return ticks;
  }

  /// A number as short as can be: `0.05`, `1,500`, `2.5M`.
  static String text(double value) {
    double size = Math.abs(value);
    if (size < 1e-12) {
      return "0";
    }
    if (size >= 1e9) {
      return trimmed(value / 1e9) + "G";
    }
    if (size >= 1e6) {
      return trimmed(value / 1e6) + "M";
    }
    if (size >= 1e4) {
      return trimmed(value / 1e3) + "k";
    }
    if (size < 1e-3) {
      return String.format(Locale.ROOT, "%.0e", value).replace("e-0", "e-");
    }
    return trimmed(value);
  }

  private static String trimmed(double value) {
    String digits = String.format(Locale.ROOT, "%.4f", value);
    return digits.replaceFirst("\\.?0+$", "");
  }
}
