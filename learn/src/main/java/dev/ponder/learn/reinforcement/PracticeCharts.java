package dev.ponder.learn.reinforcement;

import dev.ponder.train.plot.Axis;
import dev.ponder.train.plot.Chart;
import dev.ponder.train.plot.Point;
import dev.ponder.train.plot.Series;
import dev.ponder.train.run.MetricRow;
import dev.ponder.train.run.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The curves of practice, from its metrics.
public final class PracticeCharts {
  /// A step's questions are few.
  private static final double SMOOTHING = 0.8;

  private PracticeCharts() {}

  /// Draws `reward.svg`, `accuracy.svg`, `thought.svg` and `variance.svg` in the run's folder, as
  /// far as there are figures.
  public static void write(Path folder) throws IOException {
    for (Map.Entry<String, Chart> chart : of(Metrics.read(folder)).entrySet()) {
      Files.writeString(folder.resolve(chart.getKey() + ".svg"), chart.getValue().svg());
    }
  }

  /// The charts of these metrics by name, over the steps.
  public static Map<String, Chart> of(List<MetricRow> rows) {
    Map<String, Chart> charts = new LinkedHashMap<>();
    add(charts, rows, "reward", "Reward of answers", List.of("reward", "validation_reward"));
    add(charts, rows, "accuracy", "Right answers, by effort", efforts("accuracy_"));
    add(charts, rows, "thought", "Tokens of thought, by effort", efforts("thought_"));
    add(
        charts,
        rows,
        "variance",
        "Groups of equal worth, answers cut off",
        List.of("no_variance", "truncated"));
    return charts;
  }

  private static List<String> efforts(String figure) {
    return List.of(figure + "low", figure + "medium", figure + "high");
  }

  private static void add(
      Map<String, Chart> charts,
      List<MetricRow> rows,
      String name,
      String title,
      List<String> figures) {
    List<Series> series = new ArrayList<>();
    for (String figure : figures) {
      List<Point> points = new ArrayList<>();
      for (MetricRow row : rows) {
        Double value = row.figures().get(figure);
        if (value != null) {
          points.add(Point.of(row.step(), value));
        }
      }
      if (!points.isEmpty()) {
        Series drawn = Series.line(figure.replace('_', ' '), points);
        series.add(figure.startsWith("validation") ? drawn : drawn.smoothed(SMOOTHING));
      }
    }
    if (!series.isEmpty()) {
      charts.put(name, new Chart(title, Axis.linear("step"), Axis.linear(name), series));
    }
  }
}
