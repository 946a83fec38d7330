package dev.ponder.app;

import dev.ponder.compute.Ceilings.Arithmetic;
import dev.ponder.train.plot.Axis;
import dev.ponder.train.plot.Chart;
import dev.ponder.train.plot.Label;
import dev.ponder.train.plot.Point;
import dev.ponder.train.plot.Series;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/// The pictures of a report.
record BenchCharts(ReportRun.Measured measured) {
  private static final double BILLION = 1e9;
  private static final int LONGEST_NAME = 40;

  /// How far the roof is drawn beyond what is below it.
  private static final double AROUND = 2;

  /// What was achieved below what memory and arithmetic allow.
  Chart roofline() {
    Roofline roofline = measured.roofline();
    double memory = roofline.ceilings().bytesPerSecond();
    double highest =
        roofline.ceilings().operationsPerSecond().values().stream()
            .mapToDouble(speed -> speed)
            .max()
            .orElse(memory);
    List<Double> places = new ArrayList<>(List.of(highest / memory));
    roofline.achieved().forEach(one -> places.add(one.work().intensity()));
    double left = places.stream().mapToDouble(x -> x).min().orElse(1) / AROUND;
    double right = places.stream().mapToDouble(x -> x).max().orElse(1) * AROUND;
    List<Series> series = new ArrayList<>();
    List<Label> labels = new ArrayList<>();
    for (Roofline.Achieved one : roofline.achieved()) {
      double x = one.work().intensity();
      double y = one.operationsPerSecond() / BILLION;
      series.add(new Series(one.what(), List.of(Point.of(x, y)), Series.Look.MARKS));
      String share = text("%s G/s, %s %% of attainable", y, 100 * roofline.share(one));
      labels.add(new Label(x, y, share));
    }
    roofline
        .ceilings()
        .operationsPerSecond()
        .forEach((kind, speed) -> {
          double from = speed / memory;
          series.add(line(name(kind), from, speed, right, speed));
          String height = name(kind) + text(" %s G/s", speed / BILLION);
          labels.add(new Label(Math.sqrt(from * right), speed / BILLION, height));
        });
    series.add(line("memory", left, left * memory, highest / memory, highest));
    double middle = Math.sqrt(left * highest / memory);
    labels.add(
        new Label(middle, middle * memory / BILLION, text("%s GB/s read", memory / BILLION)));
    return new Chart(
        "%s on %d threads, and what this machine can do"
            .formatted(modelName(), measured.speed().subject().threads()),
        Axis.logarithmic("operations per byte read from memory"),
        Axis.logarithmic("billions of operations per second"),
        series,
        labels);
  }

  private static Series line(String name, double x, double y, double toX, double toY) {
    return Series.line(name, List.of(Point.of(x, y / BILLION), Point.of(toX, toY / BILLION)));
  }

  private static String name(Arithmetic kind) {
    return switch (kind) {
      case FLOAT32 -> "float multiply-add";
      case INT8 -> "byte dot product";
    };
  }

  private String modelName() {
    String name = measured.speed().subject().model();
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
  }

  /// Tokens per second of all streams and of each.
  Chart concurrency() {
    List<Point> together = new ArrayList<>();
    List<Point> each = new ArrayList<>();
    List<Label> labels = new ArrayList<>();
    List<Axis.Tick> ticks = new ArrayList<>();
    for (SideBySide one : measured.streams()) {
      together.add(Point.of(one.count(), one.together()));
      Spread speed = one.each();
      each.add(new Point(one.count(), speed.median(), speed.least(), speed.most()));
      labels.add(new Label(one.count(), one.together(), text("%s", one.together())));
      ticks.add(new Axis.Tick(one.count(), Integer.toString(one.count())));
    }
    double fairness = measured.streams().stream().mapToDouble(SideBySide::fairness).min().orElse(1);
    return new Chart(
        String.format(
            Locale.ROOT,
            "Streams side by side, %d tokens each, fairness at least %.3f",
            measured.speed().benchmark().generate(),
            Math.floor(1000 * fairness) / 1000),
        Axis.logarithmic("streams").ticked(ticks),
        Axis.logarithmic("tokens per second"),
        List.of(
            Series.marked("together", together), Series.marked("each, slowest to fastest", each)),
        labels);
  }

  /// Percentiles of the time between tokens.
  Chart mixedLoad() {
    MixedLoad mixed = measured.mixed();
    List<Label> labels = new ArrayList<>();
    Series alone = percentiles("by themselves", mixed.quiet(), labels);
    Series beside = percentiles("beside a long prompt", mixed.mixed(), labels);
    return new Chart(
        "Time between two tokens of a running answer",
        Axis.named(
            "%d answers; a prompt of %,d tokens".formatted(mixed.streams(), mixed.longPrompt()),
            Percentiles.NAMES),
        Axis.logarithmic("milliseconds"),
        List.of(alone, beside),
        labels);
  }

  private static Series percentiles(String name, Percentiles times, List<Label> labels) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < times.all().size(); i++) {
      double time = times.all().get(i);
      points.add(Point.of(i, time));
      labels.add(new Label(i, time, text("%s ms", time)));
    }
    return Series.marked(name, points);
  }

  /// With three digits of each value, or more before the point.
  private static String text(String format, double... values) {
    return format.formatted(DoubleStream.of(values).mapToObj(BenchCharts::text).toArray());
  }

  private static String text(double value) {
    if (value >= 100) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return value >= 10
        ? String.format(Locale.ROOT, "%.1f", value)
        : BigDecimal.valueOf(value).round(new MathContext(3)).toPlainString();
  }
}
