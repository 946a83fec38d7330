package dev.ponder.train.network;

import dev.ponder.compute.Into;
import dev.ponder.compute.Multiplication;
import dev.ponder.compute.Multiplication.Form;
import dev.ponder.compute.Rows;
import dev.ponder.train.Parameter;
import java.util.Optional;

/// A linear map all of whose weights are learned: `y = W x + b`.
///
/// @param weight a row for each output
/// @param bias of the outputs
record LearnedLinear(Parameter weight, Optional<Parameter> bias, Compute compute)
    implements Linear {
  private static final int GRAIN = 64;

  @Override
  public void forward(int rows, Rows input, Rows output, Into into) {
    int outputs = weight.rows();
    int inputs = weight.columns();
    multiply(
        new Multiplication(
            Form.RIGHT_TRANSPOSED,
            rows,
            outputs,
            inputs,
            input,
            Rows.of(weight.values(), inputs),
            output,
            into));
    addBias(rows, output);
  }

  @Override
  public void backward(int rows, Rows input, Gradient gradient) {
    int outputs = weight.rows();
    int inputs = weight.columns();
    multiply(
        new Multiplication(
            Form.LEFT_TRANSPOSED,
            outputs,
            inputs,
            rows,
            gradient.output(),
            input,
            Rows.of(weight.gradients(), inputs),
            Into.ADD));
    addBiasGradient(rows, gradient.output());
    multiply(
        new Multiplication(
            Form.PLAIN,
            rows,
            inputs,
            outputs,
            gradient.output(),
            Rows.of(weight.values(), inputs),
            gradient.input(),
            gradient.into()));
  }

  void addBias(int rows, Rows output) {
    bias.ifPresent(added -> addToRows(added.values(), rows, output, compute));
  }

  /// @param output the gradient of the output
  void addBiasGradient(int rows, Rows output) {
    bias.ifPresent(added -> addRowsTo(added.gradients(), rows, output));
  }

  private void multiply(Multiplication multiplication) {
    compute.kernels().multiply(multiplication, compute.workers());
  }

  /// Adds a vector to each row.
  static void addToRows(float[] added, int rows, Rows output, Compute compute) {
    compute
        .workers()
        .forEachBand(
            rows,
            GRAIN,
            (from, to, _) -> {
              for (int row = from; row < to; row++) {
                addTo(output.values(), output.offset() + row * output.stride(), added);
              }
            });
  }

  private static void addTo(float[] values, int at, float[] added) {
    for (int i = 0; i < added.length; i++) {
      values[at + i] += added[i];
    }
  }

  /// In the rows' order, so that equal calls give equal bits.
  private static void addRowsTo(float[] sums, int rows, Rows summed) {
    for (int row = 0; row < rows; row++) {
      int at = summed.offset() + row * summed.stride();
      for (int i = 0; i < sums.length; i++) {
        sums[i] += summed.values()[at + i];
      }
    }
  }
}
