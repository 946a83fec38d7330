package dev.ponder.train.network;

import dev.ponder.compute.Into;
import dev.ponder.compute.Multiplication;
import dev.ponder.compute.Multiplication.Form;
import dev.ponder.compute.Rows;
import dev.ponder.train.Parameter;

/// A linear map that stays as it is, and a low-rank one beside it that is learned: `y = base(x) +
/// scale · B A x`.
///
/// With `U = scale · X Aᵀ`, gradients are `dB = dYᵀ U`, `dU = scale · dY B`, `dA = dUᵀ X` and `dX =
/// dX of the base + dU A`. `U` is computed again in the backward pass, which is cheaper than to
/// keep it: it is as deep as the inputs but only as wide as the rank.
///
/// @param down `A`, `[rank, inputs]`
/// @param up `B`, `[outputs, rank]`
/// @param room for the narrow rows in the middle
record AdaptedLinear(
    Linear base, Parameter down, Parameter up, float scale, Middle room, Compute compute)
    implements Linear {

  /// Room for `U` and its gradient, which all maps share.
  record Middle(Room values, Room gradients) {}

  @Override
  public void forward(int rows, Rows input, Rows output, Into into) {
    base.forward(rows, input, output, into);
    multiply(
        Form.RIGHT_TRANSPOSED,
        new Sizes(rows, up.rows(), rank()),
        new Operands(middle(rows, input), weights(up), output),
        Into.ADD);
  }

  @Override
  public void backward(int rows, Rows input, Gradient gradient) {
    base.backward(rows, input, gradient);
    multiply(
        Form.LEFT_TRANSPOSED,
        new Sizes(up.rows(), rank(), rows),
        new Operands(gradient.output(), middle(rows, input), Rows.of(up.gradients(), rank())),
        Into.ADD);
    Rows ofMiddle = Rows.of(room.gradients.of(Math.multiplyExact(rows, rank())), rank());
    multiply(
        Form.PLAIN,
        new Sizes(rows, rank(), up.rows()),
        new Operands(gradient.output(), weights(up), ofMiddle),
        Into.OVERWRITE);
    scale(rows, ofMiddle);
    multiply(
        Form.LEFT_TRANSPOSED,
        new Sizes(rank(), down.columns(), rows),
        new Operands(ofMiddle, input, Rows.of(down.gradients(), down.columns())),
        Into.ADD);
    multiply(
        Form.PLAIN,
        new Sizes(rows, down.columns(), rank()),
        new Operands(ofMiddle, weights(down), gradient.input()),
        Into.ADD);
  }

  private int rank() {
    return down.rows();
  }

  /// `U`.
  private Rows middle(int rows, Rows input) {
    Rows middle = Rows.of(room.values.of(Math.multiplyExact(rows, rank())), rank());
    multiply(
        Form.RIGHT_TRANSPOSED,
        new Sizes(rows, rank(), down.columns()),
        new Operands(input, weights(down), middle),
        Into.OVERWRITE);
    scale(rows, middle);
    return middle;
  }

  private void scale(int rows, Rows middle) {
    for (int i = 0; i < rows * rank(); i++) {
      middle.values()[i] *= scale;
    }
  }

  private static Rows weights(Parameter parameter) {
    return Rows.of(parameter.values(), parameter.columns());
  }

  private record Sizes(int rows, int columns, int depth) {}

  private record Operands(Rows left, Rows right, Rows output) {}

  private void multiply(Form form, Sizes sizes, Operands operands, Into into) {
    Multiplication multiplication =
        new Multiplication(
            form,
            sizes.rows,
            sizes.columns,
            sizes.depth,
            operands.left,
            operands.right,
            operands.output,
            into);
    compute.kernels().multiply(multiplication, compute.workers());
  }
}
