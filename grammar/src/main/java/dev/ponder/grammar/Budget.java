package dev.ponder.grammar;

/// Counts the steps of one piece of work and ends it when there are too many, so that no schema and
/// no pattern can hold a thread. Steps, not time: the same input always ends the same way.
final class Budget {
  private long perPiece;
  private long left;

  Budget(long perPiece) {
    this.perPiece = perPiece;
    this.left = perPiece;
  }

  /// From now on, every piece of work may take so many steps.
  void limit(long steps) {
    perPiece = steps;
    left = steps;
  }

  /// Begins another piece of work.
  void renew() {
    left = perPiece;
  }

  /// How many steps this piece of work has taken.
  long spent() {
    return perPiece - left;
  }

  /// @throws GrammarLimitException when the budget is spent
  void spend(long steps) {
    left -= steps;
    if (left < 0) {
      throw new GrammarLimitException(
          "the grammar is too complex: it took more than %,d steps".formatted(perPiece));
    }
  }
}
