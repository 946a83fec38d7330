package dev.ponder.model.transformer;

/// The heads of one layer's attention.
///
/// @param queries query heads
/// @param keys key heads, and as many value heads; each serves `queries / keys` query heads
/// @param width elements of one head; that of all query heads may differ from the hidden width
record Heads(int queries, int keys, int width) {

  /// Width of all query heads.
  int queryWidth() {
    return queries * width;
  }

  /// Width of all key heads, and of all value heads.
  int kvWidth() {
    return keys * width;
  }

  /// Query heads that share one key head.
  int group() {
    return queries / keys;
  }
}
