package dev.ponder.compute;

/// A product of two dense matrices: `output[i, j] = sum over p of l[i, p] · r[p, j]`, for `i` in
/// `[0, rows)`, `j` in `[0, columns)`, `p` in `[0, depth)`.
///
/// @param form how `l` and `r` lie in the operands
/// @param output `[rows, columns]`; overlaps no operand
public record Multiplication(
    Form form, int rows, int columns, int depth, Rows left, Rows right, Rows output, Into into) {

  /// Which operand is transposed. With `X` the inputs of a linear layer, a row for each token, and
  /// `W` its weights, a row for each output, the three are all that training needs.
  public enum Form {
    /// Left `[rows, depth]`, right `[columns, depth]`: `Y = X Wᵀ`.
    RIGHT_TRANSPOSED,
    /// Left `[rows, depth]`, right `[depth, columns]`: `dX = dY W`.
    PLAIN,
    /// Left `[depth, rows]`, right `[depth, columns]`: `dW = dYᵀ X`.
    LEFT_TRANSPOSED
  }

  /// @throws IllegalArgumentException when an array is too short
  public Multiplication {
    boolean leftTransposed = form == Form.LEFT_TRANSPOSED;
    boolean rightTransposed = form == Form.RIGHT_TRANSPOSED;
    left.require("the left factor", leftTransposed ? depth : rows, leftTransposed ? rows : depth);
    right.require(
        "the right factor", rightTransposed ? columns : depth, rightTransposed ? depth : columns);
    output.require("the product", rows, columns);
  }
}
