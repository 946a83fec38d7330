package dev.ponder.train.plot;

import dev.ponder.train.plot.Axis.Tick;
import dev.ponder.train.plot.Series.Look;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/// Series over two axes.
///
/// @param series drawn one over the other, in their order
/// @param labels texts beside places, the first ones nearest
public record Chart(String title, Axis x, Axis y, List<Series> series, List<Label> labels) {
  private static final int WIDTH = 760;
  private static final int HEIGHT = 420;
  private static final int LEFT = 64;
  private static final int TOP = 40;
  private static final int BOTTOM = 52;
  private static final int RIGHT = 16;

  /// From one of a line's places that labels keep clear of to the next.
  private static final double LINE_STEP = 5;

  private static final int MOST_LINE_STEPS = 1000;

  /// How far a mark may reach out of the frame.
  private static final int SPILL = 5;

  private static final int LONGEST_NAME = 24;

  /// Okabe and Ito's colours, which those who do not tell red from green tell apart, without the
  /// yellow that is lost on white; then the same dashed.
  private static final List<String> COLOURS =
      List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#8a8a8a");

  private static final String STYLE =
      """
      <style>
      svg { color: #1f2328; background: #ffffff; font: 12px system-ui, sans-serif; }
      text { fill: currentColor; }
      .title { font-size: 14px; font-weight: 600; }
      .frame { stroke: currentColor; fill: none; }
      .grid { stroke: currentColor; stroke-opacity: 0.13; }
      .line { fill: none; stroke-width: 1.7; stroke-linejoin: round; }
      .bar { stroke-width: 1.2; }
      .label { font-size: 11px; }
      @media (prefers-color-scheme: dark) { svg { color: #e6edf3; background: #0d1117; } }
      </style>\
      """;

  public Chart {
    series = List.copyOf(series);
    labels = List.copyOf(labels);
  }

  /// Without labels.
  public Chart(String title, Axis x, Axis y, List<Series> series) {
    this(title, x, y, series, List.of());
  }

  /// The chart as a whole SVG document.
  public String svg() {
    Svg svg = new Svg();
    svg.tag(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\">",
        WIDTH, HEIGHT + legend().height(), WIDTH);
    svg.element("title", title).tag("%s", STYLE);
    svg.text("class=\"title\" text-anchor=\"middle\"", plotMiddle(), 24, title);
    Frame frame = frame();
    axes(svg, frame);
    svg.tag(
        "<clipPath id=\"inside\"><rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%.1f\"/></clipPath>",
        LEFT - SPILL, TOP - SPILL, frame.width + 2 * SPILL, frame.height + 2 * SPILL);
    svg.tag("<g clip-path=\"url(#inside)\">");
    for (int i = 0; i < series.size(); i++) {
      draw(svg, frame, i);
    }
    svg.tag("</g>");
    if (!labels.isEmpty()) {
      labels(svg, frame);
    }
    if (series.size() > 1) {
      names(svg);
    }
    return svg.tag("</svg>").toString();
  }

  /// What lies where.
  private record Frame(Span x, Span y, double width, double height) {
    double across(double value) {
      return LEFT + x.position(value) * width;
    }

    double down(double value) {
      return TOP + (1 - y.position(value)) * height;
    }
  }

  private Frame frame() {
    DoubleStream xs =
        series.stream().flatMapToDouble(s -> s.points().stream().mapToDouble(Point::x));
    DoubleStream ys =
        series.stream()
            .flatMapToDouble(s ->
                s.points().stream()
                    .flatMapToDouble(p -> DoubleStream.of(p.y(), p.low(), p.high())));
    return new Frame(Span.of(x, xs), Span.of(y, ys), plotWidth(), HEIGHT - TOP - BOTTOM);
  }

  private double plotWidth() {
    return WIDTH - LEFT - RIGHT - legend().width();
  }

  private Legend legend() {
    Labels.Box room = new Labels.Box(LEFT, TOP, WIDTH - LEFT - RIGHT, HEIGHT - TOP);
    return new Legend(series.size(), room);
  }

  private double plotMiddle() {
    return LEFT + plotWidth() / 2;
  }

  private void axes(Svg svg, Frame frame) {
    double bottom = TOP + frame.height;
    for (Tick tick : frame.x.ticks(x)) {
      double at = frame.across(tick.at());
      svg.tag("<path class=\"grid\" d=\"M%.1f %dV%.1f\"/>", at, TOP, bottom);
      svg.text("text-anchor=\"middle\"", at, bottom + 17, tick.text());
    }
    for (Tick tick : frame.y.ticks(y)) {
      double at = frame.down(tick.at());
      svg.tag("<path class=\"grid\" d=\"M%d %.1fH%.1f\"/>", LEFT, at, LEFT + frame.width);
      svg.text("text-anchor=\"end\"", LEFT - 8.0, at + 4, tick.text());
    }
    svg.tag(
        "<path class=\"frame\" d=\"M%d %dV%.1fH%.1f\"/>", LEFT, TOP, bottom, LEFT + frame.width);
    svg.text("text-anchor=\"middle\"", plotMiddle(), HEIGHT - 12.0, x.label());
    double middle = TOP + frame.height / 2;
    String turned = String.format(Locale.ROOT, "rotate(-90 16 %.1f)", middle);
    svg.text("text-anchor=\"middle\" transform=\"%s\"".formatted(turned), 16, middle, y.label());
  }

  private void draw(Svg svg, Frame frame, int number) {
    Series drawn = series.get(number).thinned();
    List<Point> shown = shown(drawn);
    if (shown.isEmpty()) {
      return;
    }
    String colour = colour(number);
    if (drawn.look() != Look.MARKS) {
      line(svg, frame, shown, number);
    }
    for (Point point : shown) {
      double at = frame.across(point.x());
      if (point.hasBar()) {
        double low = frame.down(Span.isShown(y.scale(), point.low()) ? point.low() : frame.y.low());
        double high = frame.down(point.high());
        svg.tag(
            "<path class=\"bar\" stroke=\"%s\" d=\"M%.1f %.1fV%.1fM%.1f %.1fh8M%.1f %.1fh8\"/>",
            colour, at, low, high, at - 4, low, at - 4, high);
      }
      if (drawn.look() != Look.LINE || shown.size() == 1) {
        mark(svg, at, frame.down(point.y()), number);
      }
    }
  }

  private List<Point> shown(Series some) {
    return some.points().stream()
        .filter(p -> Span.isShown(x.scale(), p.x()) && Span.isShown(y.scale(), p.y()))
        .toList();
  }

  private void line(Svg svg, Frame frame, List<Point> points, int number) {
    StringBuilder path = new StringBuilder();
    for (Point point : points) {
      path.append(path.isEmpty() ? 'M' : 'L')
          .append(
              String.format(
                  Locale.ROOT, "%.1f %.1f", frame.across(point.x()), frame.down(point.y())));
    }
    svg.tag(
        "<path class=\"line\" stroke=\"%s\"%s d=\"%s\"/>", colour(number), dashes(number), path);
  }

  private void labels(Svg svg, Frame frame) {
    Labels room = new Labels(new Labels.Box(LEFT + 3, TOP, frame.width - 3, frame.height - 3));
    series.forEach(some -> drawn(some.thinned(), frame).forEach(room::avoid));
    for (Label label : labels) {
      if (frame.x.holds(label.x()) && frame.y.holds(label.y())) {
        Labels.Box box = room.place(frame.across(label.x()), frame.down(label.y()), label.text());
        svg.text(
            "class=\"label\" text-anchor=\"middle\"",
            box.x() + box.width() / 2,
            box.y() + box.height() - 3,
            label.text());
      }
    }
  }

  /// What a series covers, as far as labels care.
  private List<Labels.Box> drawn(Series some, Frame frame) {
    List<Labels.Box> covered = new ArrayList<>();
    double lastAcross = Double.NaN;
    double lastDown = Double.NaN;
    for (Point point : shown(some)) {
      double across = frame.across(point.x());
      double down = frame.down(point.y());
      if (some.look() != Look.MARKS && !covered.isEmpty()) {
        double length = Math.hypot(across - lastAcross, down - lastDown);
        // A fixed axis may cut off most of a line.
        int steps = (int) Math.min(MOST_LINE_STEPS, length / LINE_STEP);
        for (int i = 1; i < steps; i++) {
          double share = (double) i / steps;
          double x = lastAcross + share * (across - lastAcross);
          double y = lastDown + share * (down - lastDown);
          covered.add(Labels.Box.around(x, y, LINE_STEP / 2));
        }
      }
      covered.add(Labels.Box.around(across, down, SPILL));
      if (point.hasBar()) {
        double top = frame.down(point.high());
        covered.add(new Labels.Box(across - SPILL, top, 2 * SPILL, frame.down(point.low()) - top));
      }
      lastAcross = across;
      lastDown = down;
    }
    return covered;
  }

  private void names(Svg svg) {
    Legend places = legend();
    for (int i = 0; i < series.size(); i++) {
      double left = places.across(i);
      double at = places.down(i);
      if (series.get(i).look() == Look.MARKS) {
        mark(svg, left + 9, at, i);
      } else {
        svg.tag(
            "<path class=\"line\" stroke=\"%s\"%s d=\"M%.1f %.1fh18\"/>",
            colour(i), dashes(i), left, at);
      }
      svg.text("", left + 24, at + 4, shortened(series.get(i).name()));
    }
  }

  private static void mark(Svg svg, double across, double down, int number) {
    svg.tag(
        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.2\" fill=\"%s\"/>", across, down, colour(number));
  }

  private static String shortened(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
  }

  private static String colour(int number) {
    return COLOURS.get(number % COLOURS.size());
  }

  private static String dashes(int number) {
    int round = number / COLOURS.size();
    return round == 0 ? "" : " stroke-dasharray=\"" + round * 4 + " 3\"";
  }
}
