package dev.ponder.train.network;

import dev.ponder.train.Parameter;

/// Vectors of tokens that are all learned.
///
/// @param weight a row for each token
record LearnedTable(Parameter weight) implements TokenTable {

  @Override
  public void forward(int[] tokens, float[] output) {
    int width = weight.columns();
    for (int row = 0; row < tokens.length; row++) {
      System.arraycopy(weight.values(), tokens[row] * width, output, row * width, width);
    }
  }

  /// In the rows' order, so that equal calls give equal bits: a token may come often.
  @Override
  public void backward(int[] tokens, float[] gradient) {
    int width = weight.columns();
    float[] sums = weight.gradients();
    for (int row = 0; row < tokens.length; row++) {
      int to = tokens[row] * width;
      int from = row * width;
      for (int i = 0; i < width; i++) {
        sums[to + i] += gradient[from + i];
      }
    }
  }
}
