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
/// The matrices are parameters of their own; they are copied together for each product, in room
/// that all maps share, and its gradients added apart. That is little beside the product, whose
/// rows are thousands.
final class JoinedLinear implements Linear {
  private final List<LearnedLinear> maps;
  private final int inputs;
  private final int outputs;
  private final Compute compute;
  private final Room room;

  /// @param maps at least one, all of as many inputs
  /// @param room for their matrices together, or the gradients of those
  JoinedLinear(List<LearnedLinear> maps, Room room) {
    this.maps = List.copyOf(maps);
    inputs = maps.getFirst().weight().columns();
    outputs = maps.stream().mapToInt(map -> map.weight().rows()).sum();
    compute = maps.getFirst().compute();
    this.room = room;
  }

  @Override
  public void forward(int rows, Rows input, Rows output, Into into) {
    float[] joined = joined();
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
    float[] joined = joined();
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
    addApart(joined);
    int column = 0;
    for (LearnedLinear map : maps) {
      map.addBiasGradient(rows, gradient.output().from(column));
      column += map.weight().rows();
    }
  }

  private void multiply(Multiplication multiplication) {
    compute.kernels().multiply(multiplication, compute.workers());
  }

  private float[] joined() {
    float[] joined = room.of(Math.multiplyExact(outputs, inputs));
    int at = 0;
    for (LearnedLinear map : maps) {
      float[] values = map.weight().values();
      System.arraycopy(values, 0, joined, at, values.length);
      at += values.length;
    }
    return joined;
  }

  private void addApart(float[] joined) {
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
