package dev.ponder.train.plot;

import java.util.ArrayList;
import java.util.List;

/// Finds room for texts beside the places that they speak of: over no other text, over as little as
/// can be of what is drawn, and near.
final class Labels {
  private static final double LINE_HEIGHT = 14;

  /// Of a character on the average, at the chart's font size; fonts differ.
  private static final double CHARACTER = 6.6;

  /// Distances from the place to the text's nearest edge.
  private static final double[] DISTANCES = {8, 14, 22, 32, 44, 58, 74};

  private static final double[][] DIRECTIONS = {
    {1, 0}, {0, -1}, {1, -1}, {-1, -1}, {-1, 0}, {0, 1}, {1, 1}, {-1, 1}
  };

  /// What an overlap of one pixel costs beside a distance of one pixel.
  private static final double OVER_TEXT = 100;

  private static final double OVER_DRAWING = 3;

  private final Box frame;
  private final List<Box> drawn = new ArrayList<>();
  private final List<Box> texts = new ArrayList<>();

  /// @param frame what the texts stay inside of
  Labels(Box frame) {
    this.frame = frame;
  }

  /// A rectangle, in pixels, `y` downwards.
  record Box(double x, double y, double width, double height) {

    static Box around(double x, double y, double reach) {
      return new Box(x - reach, y - reach, 2 * reach, 2 * reach);
    }

    /// Pixels that both have.
    double overlap(Box other) {
      double across = Math.min(x + width, other.x + other.width) - Math.max(x, other.x);
      double down = Math.min(y + height, other.y + other.height) - Math.max(y, other.y);
      return Math.max(0, across) * Math.max(0, down);
    }

    boolean holds(Box other) {
      return other.x >= x
          && other.y >= y
          && other.x + other.width <= x + width
          && other.y + other.height <= y + height;
    }
  }

  /// Something that is drawn there.
  void avoid(Box box) {
    drawn.add(box);
  }

  /// The rectangle for a text about that place, which later ones keep clear of.
  Box place(double x, double y, String text) {
    double width = Math.min(frame.width, CHARACTER * text.length());
    Box best = inside(at(x, y, width, DIRECTIONS[0], DISTANCES[0]));
    double least = Double.POSITIVE_INFINITY;
    for (double distance : DISTANCES) {
      for (double[] direction : DIRECTIONS) {
        Box candidate = at(x, y, width, direction, distance);
        double cost = distance * Math.hypot(direction[0], direction[1]) + overlaps(candidate);
        if (cost < least && frame.holds(candidate)) {
          least = cost;
          best = candidate;
        }
      }
    }
    texts.add(best);
    return best;
  }

  private static Box at(double x, double y, double width, double[] direction, double distance) {
    double left = x + direction[0] * distance - width / 2 * (1 - direction[0]);
    double top = y + direction[1] * distance - LINE_HEIGHT / 2 * (1 - direction[1]);
    return new Box(left, top, width, LINE_HEIGHT);
  }

  private Box inside(Box box) {
    return new Box(
        Math.max(frame.x, Math.min(box.x, frame.x + frame.width - box.width)),
        Math.max(frame.y, Math.min(box.y, frame.y + frame.height - box.height)),
        box.width,
        box.height);
  }

  private double overlaps(Box candidate) {
    double cost = 0;
    for (Box text : texts) {
      cost += OVER_TEXT * candidate.overlap(text);
    }
    for (Box some : drawn) {
      cost += OVER_DRAWING * candidate.overlap(some);
    }
    return cost;
  }
}
