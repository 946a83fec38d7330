package dev.ponder.train.plot;

import java.util.ArrayList;
import java.util.List;

/// Points that belong together.
///
/// @param name for the legend
/// @param points in the order in which a line joins them
public record Series(String name, List<Point> points, Look look) {
  /// More are no more to be seen.
  private static final int MOST_POINTS = 800;

  /// How it is drawn.
  public enum Look {
    LINE,
    MARKS,
    LINE_AND_MARKS
  }

  public Series {
    points = List.copyOf(points);
  }

  /// A line.
  public static Series line(String name, List<Point> points) {
    return new Series(name, points, Look.LINE);
  }

  /// A line with a mark at each point.
  public static Series marked(String name, List<Point> points) {
    return new Series(name, points, Look.LINE_AND_MARKS);
  }

  /// The same series with each value replaced by a mean of those before it, in which each earlier
  /// one counts `kept` times as much as the one after it.
  ///
  /// @param kept in `[0, 1)`; 0 changes nothing
  public Series smoothed(double kept) {
    List<Point> smooth = new ArrayList<>(points.size());
    double sum = 0;
    double weights = 0;
    for (Point point : points) {
      if (Double.isFinite(point.y())) {
        sum = sum * kept + point.y();
        weights = weights * kept + 1;
        smooth.add(Point.of(point.x(), sum / weights));
      }
    }
    return new Series(name, smooth, look);
  }

  /// The same series with few enough points to draw: means of neighbours that are finite.
  Series thinned() {
    List<Point> finite = points.stream().filter(Point::isFinite).toList();
    if (finite.size() <= MOST_POINTS) {
      return new Series(name, finite, look);
    }
    List<Point> thin = new ArrayList<>(MOST_POINTS);
    for (int i = 0; i < MOST_POINTS; i++) {
      int from = (int) ((long) i * finite.size() / MOST_POINTS);
      int to = (int) ((i + 1L) * finite.size() / MOST_POINTS);
      thin.add(mean(finite.subList(from, to)));
    }
    return new Series(name, thin, look);
  }

  private static Point mean(List<Point> some) {
    return new Point(
        some.stream().mapToDouble(Point::x).average().orElseThrow(),
        some.stream().mapToDouble(Point::y).average().orElseThrow(),
        some.stream().mapToDouble(Point::low).average().orElseThrow(),
        some.stream().mapToDouble(Point::high).average().orElseThrow());
  }
}
