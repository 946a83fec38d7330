package dev.ponder.train.network;

import dev.ponder.compute.Into;
import dev.ponder.compute.Rows;
import java.util.Optional;

/// A linear map of which nothing is learned: `y = W x + b`.
record FrozenLinear(FrozenMatrix weight, Optional<float[]> bias) implements Linear {

  @Override
  public void forward(int rows, Rows input, Rows output, Into into) {
    weight.forward(rows, input, output, into);
    bias.ifPresent(added -> LearnedLinear.addToRows(added, rows, output, weight.compute()));
  }

  @Override
  public void backward(int rows, Rows input, Gradient gradient) {
    weight.backward(rows, gradient);
  }
}
