package dev.ponder.train.run;

import dev.ponder.train.plot.Axis;
import dev.ponder.train.plot.Chart;
import dev.ponder.train.plot.Point;
import dev.ponder.train.plot.Series;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// The curves of a run, from its metrics.
public final class RunCharts {
  /// The loss of a step is that of few examples.
  private static final double SMOOTHING = 0.95;

  private static final String LABELLED = "loss/";

  private RunCharts() {}

  /// Draws the metrics of the run in that folder beside them: `loss.svg`, `examination.svg`,
  /// `gradient.svg`, `speed.svg`, as far as there are figures.
  ///
  /// @return what was written
  public static List<Path> write(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Map.Entry<String, Chart> chart : of(Metrics.read(folder)).entrySet()) {
      Path file = folder.resolve(chart.getKey() + ".svg");
      Disk.replace(file, chart.getValue().svg().getBytes(StandardCharsets.UTF_8));
      files.add(file);
    }
    return files;
  }

  /// The charts of these metrics by name, over the tokens seen.
  public static Map<String, Chart> of(List<MetricRow> rows) {
    List<MetricRow> steps = rows.stream().filter(r -> r.kind().equals(MetricRow.STEP)).toList();
    List<MetricRow> examinations =
        rows.stream().filter(r -> r.kind().equals(MetricRow.EXAMINATION)).toList();
    Map<String, Chart> charts = new LinkedHashMap<>();
    Axis tokens = Axis.linear("tokens");
    Axis nats = Axis.logarithmic("nats per token");
    if (!steps.isEmpty()) {
      List<Series> losses = losses(steps).stream().map(s -> s.smoothed(SMOOTHING)).toList();
      charts.put("loss", new Chart("Training loss", tokens, nats, losses));
      charts.put(
          "gradient",
          new Chart(
              "Norm of the gradient",
              tokens,
              Axis.logarithmic("norm before clipping"),
              List.of(series(steps, "norm", "norm").smoothed(SMOOTHING))));
      charts.put(
          "speed",
          new Chart(
              "Speed",
              tokens,
              Axis.linear("tokens per second"),
              List.of(series(steps, "tokens_per_second", "speed"))));
    }
    if (!losses(examinations).isEmpty()) {
      charts.put(
          "examination",
          new Chart("Loss on held-out examples", tokens, nats, losses(examinations)));
    }
    return charts;
  }

  /// The loss over all, and that of each label.
  private static List<Series> losses(List<MetricRow> rows) {
    TreeSet<String> labelled = new TreeSet<>();
    for (MetricRow row : rows) {
      row.figures().keySet().stream().filter(n -> n.startsWith(LABELLED)).forEach(labelled::add);
    }
    List<Series> losses = new ArrayList<>();
    losses.add(series(rows, "loss", "all"));
    if (labelled.size() > 1) {
      labelled.forEach(name -> losses.add(series(rows, name, name.substring(LABELLED.length()))));
    }
    return losses.stream().filter(series -> !series.points().isEmpty()).toList();
  }

  private static Series series(List<MetricRow> rows, String figure, String name) {
    List<Point> points = new ArrayList<>();
    for (MetricRow row : rows) {
      Double tokens = row.figures().get("tokens");
      Double value = row.figures().get(figure);
      if (tokens != null && value != null) {
        points.add(Point.of(tokens, value));
      }
    }
    return Series.line(name, points);
  }
}
