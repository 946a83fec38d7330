package dev.ponder.learn.evaluation;

import dev.ponder.core.Effort;
import dev.ponder.curriculum.Tooling;
import dev.ponder.train.plot.Axis;
import dev.ponder.train.plot.Chart;
import dev.ponder.train.plot.Point;
import dev.ponder.train.plot.Series;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Pictures of an examination.
final class Figures {
  private static final int LEFT = 190;
  private static final int BARS = 420;
  private static final int BAR = 7;
  private static final int ROW = 3 * BAR + 9;
  private static final int TOP = 64;
  private static final List<String> COLOURS = List.of("#9ecae1", "#4292c6", "#08519c");

  private Figures() {}

  /// Right answers against tokens of thought: a line for each area, a point for each effort.
  static String accuracyByTokens(List<Row> rows) {
    Map<String, List<Point>> lines = new LinkedHashMap<>();
    for (Row row : rows) {
      if (row.kind() == Row.Kind.AREA && row.tooling() == Tooling.NONE) {
        Proportion right = row.result().right();
        lines
            .computeIfAbsent(row.name(), _ -> new ArrayList<>())
            .add(
                new Point(
                    row.result().thought(),
                    100 * right.share(),
                    100 * right.low(),
                    100 * right.high()));
      }
    }
    List<Series> series = new ArrayList<>();
    lines.forEach(
        (name, points) -> series.add(new Series(name, points, Series.Look.LINE_AND_MARKS)));
    return new Chart(
            "Right answers against thinking, at low, medium and high effort",
            Axis.linear("mean tokens of thought"),
            Axis.linear("right, %").within(0, 100),
            series)
        .svg();
  }

  /// Right answers of each subject without the tool: a bar for each effort, with its interval.
  static String subjects(List<Row> rows) {
    Map<String, List<Row>> subjects = new LinkedHashMap<>();
    for (Row row : rows) {
      if (row.kind() == Row.Kind.SUBJECT && row.tooling() == Tooling.NONE) {
        subjects.computeIfAbsent(row.name(), _ -> new ArrayList<>()).add(row);
      }
    }
    StringBuilder svg = new StringBuilder();
    add(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
            + " role=\"img\">",
        LEFT + BARS + 30,
        TOP + ROW * subjects.size() + 20,
        LEFT + BARS + 30);
    svg.append(
        """
        <title>Right answers by subject and effort</title>
        <style>
        svg { color: #1f2328; background: #ffffff; font: 12px system-ui, sans-serif; }
        text { fill: currentColor; }
        .grid { stroke: currentColor; stroke-opacity: 0.13; }
        .whisker { stroke: currentColor; stroke-opacity: 0.6; }
        @media (prefers-color-scheme: dark) { svg { color: #e6edf3; background: #0d1117; } }
        </style>
        """);
    legend(svg, TOP + ROW * subjects.size());
    int top = TOP;
    for (Map.Entry<String, List<Row>> subject : subjects.entrySet()) {
      add(
          svg,
          "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>",
          LEFT - 10,
          top + 3 * BAR - 6,
          subject.getKey().replaceAll("[<>&]", ""));
      for (Row row : subject.getValue()) {
        bar(svg, row, top);
      }
      top += ROW;
    }
    return svg.append("</svg>\n").toString();
  }

  private static void legend(StringBuilder svg, int bottom) {
    for (Effort effort : Effort.values()) {
      int x = LEFT + 110 * effort.ordinal();
      add(
          svg,
          "<rect x=\"%d\" y=\"14\" width=\"12\" height=\"12\" fill=\"%s\"/>"
              + "<text x=\"%d\" y=\"24\">%s</text>",
          x,
          COLOURS.get(effort.ordinal()),
          x + 18,
          Evaluation.lower(effort) + " effort");
    }
    for (int percent = 0; percent <= 100; percent += 20) {
      int x = LEFT + BARS * percent / 100;
      add(svg, "<path class=\"grid\" d=\"M%d %dV%d\"/>", x, TOP - 8, bottom);
      add(svg, "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%d %%</text>", x, TOP - 14, percent);
    }
  }

  private static void bar(StringBuilder svg, Row row, int top) {
    Proportion right = row.result().right();
    int y = top + BAR * row.effort().ordinal();
    add(
        svg,
        "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>",
        LEFT,
        y,
        BARS * right.share(),
        BAR - 1,
        COLOURS.get(row.effort().ordinal()));
    add(
        svg,
        "<path class=\"whisker\" d=\"M%.1f %.1fH%.1f\"/>",
        LEFT + BARS * right.low(),
        y + BAR / 2.0 - 0.5,
        LEFT + BARS * right.high());
  }

  private static void add(StringBuilder svg, String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
