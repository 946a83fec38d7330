package dev.ponder.train.network;

import dev.ponder.compute.Into;
import dev.ponder.compute.Multiplication;
import dev.ponder.compute.Multiplication.Form;
import dev.ponder.compute.Rows;
import dev.ponder.train.Parameter;
import java.util.List;

/// Several learned maps of the same input, their outputs side by side: one wide product, which is
/// quicker than several narrow ones.
///
/// The matrices are parameters of their own; they are copied together for each product, and its
/// gradients added apart. That is little beside the product, whose rows are thousands.
final class JoinedLinear implements Linear {
  private final List<LearnedLinear> maps;
  private final int inputs;
  private final int outputs;
  private final Compute compute;
  private final float[] joined;

  /// @param maps at least one, all of as many inputs
  JoinedLinear(List<LearnedLinear> maps) {
    this.maps = List.copyOf(maps);
    inputs = maps.getFirst().weight().columns();
    outputs = maps.stream().mapToInt(map -> map.weight().rows()).sum();
    compute = maps.getFirst().compute();
    joined = new float[Math.multiplyExact(outputs, inputs)];
  }

  @Override
  public void forward(int rows, Rows input, Rows output, Into into) {
    join();
    multiply(
        new Multiplication(
            Form.RIGHT_TRANSPOSED,
            rows,
            outputs,
            inputs,
            input,
            Rows.of(joined, inputs),
            output,
            into));
    int column = 0;
    for (LearnedLinear map : maps) {
      map.addBias(rows, output.from(column));
      column += map.weight().rows();
    }
  }

  @Override
  public void backward(int rows, Rows input, Gradient gradient) {
    join();
    multiply(
        new Multiplication(
            Form.PLAIN,
            rows,
            inputs,
            outputs,
            gradient.output(),
            Rows.of(joined, inputs),
            gradient.input(),
            gradient.into()));
    multiply(
        new Multiplication(
            Form.LEFT_TRANSPOSED,
            outputs,
            inputs,
            rows,
            gradient.output(),
            input,
            Rows.of(joined, inputs),
            Into.OVERWRITE));
    addApart();
    int column = 0;
    for (LearnedLinear map : maps) {
      map.addBiasGradient(rows, gradient.output().from(column));
      column += map.weight().rows();
    }
  }

  private void multiply(Multiplication multiplication) {
    compute.kernels().multiply(multiplication, compute.workers());
  }

  private void join() {
    int at = 0;
    for (LearnedLinear map : maps) {
      float[] values = map.weight().values();
      System.arraycopy(values, 0, joined, at, values.length);
      at += values.length;
    }
  }

  private void addApart() {
    int at = 0;
    for (LearnedLinear map : maps) {
      Parameter weight = map.weight();
      float[] gradients = weight.gradients();
      for (int i = 0; i < gradients.length; i++) {
        gradients[i] += joined[at + i];
      }
      at += gradients.length;
    }
  }
}
