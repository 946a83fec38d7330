package dev.ponder.learn.reinforcement;

import dev.ponder.core.Json;
import dev.ponder.curriculum.Dice;
import java.util.List;
import java.util.Map;

/// Finds the edge of a model's competence: which cells are worth practising.
///
/// A group of answers teaches something only if some are right and some are wrong, and the variance
/// of a reward of 0 or 1 is `p(1 - p)` for a success rate of `p`. So cells are drawn in proportion
/// to that. DAPO (arXiv 2503.14476) draws evenly, and again until it has enough groups of mixed
/// results; keeping an estimate of every cell's `p` instead costs no answers that are thrown away.
/// A small share goes to every cell, since estimates age while the model changes.
final class Edge {
  private static final double OF_NEW = 0.4;
  private static final double FLOOR = 0.01;
  private static final double UNKNOWN = 0.5;

  private final List<Cell> cells;
  private final double[] success;
  private final boolean[] known;

  Edge(List<Cell> cells) {
    if (cells.isEmpty()) {
      throw new IllegalArgumentException("nothing to practise");
    }
    this.cells = List.copyOf(cells);
    this.success = new double[cells.size()];
    this.known = new boolean[cells.size()];
    java.util.Arrays.fill(success, UNKNOWN);
  }

  /// How many cells there are.
  int size() {
    return cells.size();
  }

  Cell cell(int index) {
    return cells.get(index);
  }

  /// The estimated success rate of that cell.
  double success(int index) {
    return success[index];
  }

  /// One cell's number, likelier the more there is to learn from it.
  int draw(Dice dice) {
    double total = 0;
    for (double p : success) {
      total += weight(p);
    }
    double left = dice.fraction() * total;
    for (int i = 0; i < success.length - 1; i++) {
      left -= weight(success[i]);
      if (left < 0) {
        return i;
      }
    }
    return success.length - 1;
  }

  private static double weight(double p) {
    return p * (1 - p) + FLOOR;
  }

  /// A group of answers of that cell was right at that rate. The first tells all that is known;
  /// later ones move the estimate a part of the way.
  void observe(int index, double rate) {
    double share = known[index] ? OF_NEW : 1;
    success[index] += share * (rate - success[index]);
    known[index] = true;
  }

  /// The estimates that were observed, by the names of the cells.
  Json.Obj toJson() {
    Json.Builder estimates = Json.object();
    for (int i = 0; i < success.length; i++) {
      if (known[i]) {
        estimates.put(cells.get(i).name(), success[i]);
      }
    }
    return estimates.build();
  }

  /// Takes over such estimates; of cells that are not practised here nothing is taken.
  void restore(Map<String, Json> estimates) {
    for (int i = 0; i < success.length; i++) {
      if (estimates.get(cells.get(i).name()) instanceof Json.Num rate) {
        success[i] = Math.clamp(rate.doubleValue(), 0, 1);
        known[i] = true;
      }
    }
  }
}
