package dev.ponder.model.transformer;

import dev.ponder.model.transformer.Layer.Projection;

/// Chooses the experts of a token and how much each counts.
///
/// @param scores one per expert, from the layer's normed input
/// @param chosen how many experts a token is sent to
/// @param weighting what the weights of the chosen are made of
/// @param scale by which the weights are multiplied at last
record Router(Projection scores, int chosen, Weighting weighting, float scale) {

  /// How scores become weights.
  enum Weighting {
    /// A softmax over the chosen experts alone, which is the same as one over all whose chosen
    /// weights are divided by their sum.
    AMONG_CHOSEN,
    /// A softmax over all experts, of which the chosen keep their part.
    AMONG_ALL
  }

  int experts() {
    return scores.weights().getFirst().rows();
  }

  /// Ranks the experts of one token by score, the one of lower index first where two are equal.
  ///
  /// @param row scores, from `at` on
  /// @param experts is given the chosen, from `to` on, best first
  /// @param weights is given theirs, likewise
  void choose(float[] row, int at, int[] experts, float[] weights, int to) {
    for (int rank = 0; rank < chosen; rank++) {
      experts[to + rank] = best(row, at, experts, to, rank);
    }
    double largest = row[at + experts[to]];
    double total = 0;
    switch (weighting) {
      case AMONG_CHOSEN -> {
        for (int rank = 0; rank < chosen; rank++) {
          total += Math.exp(row[at + experts[to + rank]] - largest);
        }
      }
      case AMONG_ALL -> {
        for (int i = 0; i < experts(); i++) {
          total += Math.exp(row[at + i] - largest);
        }
      }
    }
    for (int rank = 0; rank < chosen; rank++) {
      weights[to + rank] =
          (float) (Math.exp(row[at + experts[to + rank]] - largest) / total * scale);
    }
  }

  /// The best expert that is not among the first `rank` chosen.
  private int best(float[] row, int at, int[] experts, int to, int rank) {
    int best = -1;
    for (int i = 0; i < experts(); i++) {
      if ((best < 0 || row[at + i] > row[at + best]) && !contains(experts, to, rank, i)) {
        best = i;
      }
    }
    return best;
  }

  private static boolean contains(int[] experts, int from, int count, int expert) {
    for (int i = from; i < from + count; i++) {
      if (experts[i] == expert) {
        return true;
      }
    }
    return false;
  }
}
