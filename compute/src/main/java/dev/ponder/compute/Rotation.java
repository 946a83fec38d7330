package dev.ponder.compute;

/// Rotary position embedding as in GPT-NeoX, in place: each head's pairs `(x[i], x[i + width / 2])`
/// turn by the angle that the tables have for the row's position.
///
/// @param rows tokens
/// @param heads of a row, side by side
/// @param width of a head, even
/// @param values `[rows, heads · width]`
/// @param positions of the rows
/// @param angles `[positions, width]`: for each position first the cosines of the `width / 2`
///   angles, then their sines
public record Rotation(
    int rows, int heads, int width, Rows values, int[] positions, float[] angles) {

  /// Gradients turn back.
  public enum Direction {
    FORWARD,
    BACK
  }

  /// @throws IllegalArgumentException when an array is too short, or a position is in no table
  public Rotation {
    values.require("heads", rows, Math.multiplyExact(heads, width));
    if (width % 2 != 0 || positions.length < rows) {
      throw new IllegalArgumentException(
          "heads of %d and %d positions of %d rows".formatted(width, positions.length, rows));
    }
    for (int r = 0; r < rows; r++) {
      if (positions[r] < 0 || (positions[r] + 1L) * width > angles.length) {
        throw new IllegalArgumentException("no angles of position %d".formatted(positions[r]));
      }
    }
  }
}
