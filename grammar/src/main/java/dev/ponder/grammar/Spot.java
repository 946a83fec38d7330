package dev.ponder.grammar;

/// All that is known between two bytes: the row of the parser and the state of the lexer in it.
record Spot(Row row, LexState state) {
  boolean isDead() {
    return state == LexState.DEAD;
  }
}
