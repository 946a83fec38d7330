package dev.ponder.engine;

/// What a sequence does in a step, its blocks at hand: positions from `from` to `to` are computed,
/// and behind them a draft, if any.
///
/// @param draft guessed tokens after the last known one; only when `to` reaches that. Owned by the
///   turn
record Turn(Sequence sequence, int from, int to, int[] draft) {

  /// How many tokens go through the model.
  int tokens() {
    return to - from + draft.length;
  }

  /// Whether the next token is drawn at its end.
  boolean draws() {
    return sequence.pool().isEmpty() && to == sequence.length();
  }

  /// Whether it computes but the last token of an answer, and what is guessed behind it.
  boolean writes() {
    return to - from == 1 && sequence.isWriting();
  }

  /// Rows of logits that it takes.
  int rows() {
    return draws() ? 1 + draft.length : 0;
  }
}
