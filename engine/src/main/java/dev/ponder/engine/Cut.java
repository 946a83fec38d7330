package dev.ponder.engine;

/// Which tokens may be drawn at all.
///
/// @param topP mass of the nucleus in [0, 1], taken of what `topK` leaves
/// @param topK how many of the likeliest; 0 for all
record Cut(double topP, int topK) {

  /// Whether it leaves every token.
  boolean nothing() {
    return topP == 1 && topK == 0;
  }
}
