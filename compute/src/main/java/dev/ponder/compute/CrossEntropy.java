package dev.ponder.compute;

/// Predictions and what came: the loss of row `r` is `-log softmax(logits[r])[targets[r]]`.
///
/// @param logits `[rows, width]`
/// @param targets as many as rows, each below `width`
/// @param losses as many as rows; written
public record CrossEntropy(int rows, int width, Rows logits, int[] targets, float[] losses) {

  /// @throws IllegalArgumentException when an array is too short, or a target is no column
  public CrossEntropy {
    logits.require("logits", rows, width);
    if (targets.length < rows || losses.length < rows) {
      throw new IllegalArgumentException(
          "%d targets and %d losses of %d rows".formatted(targets.length, losses.length, rows));
    }
    for (int r = 0; r < rows; r++) {
      if (targets[r] < 0 || targets[r] >= width) {
        throw new IllegalArgumentException("no logit of target %d".formatted(targets[r]));
      }
    }
  }

  void requireLength(float[] coefficients) {
    if (coefficients.length < rows) {
      throw new IllegalArgumentException(
          "%d coefficients of %d rows".formatted(coefficients.length, rows));
    }
  }
}
