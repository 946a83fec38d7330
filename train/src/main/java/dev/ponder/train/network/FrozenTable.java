package dev.ponder.train.network;

/// Vectors of tokens that are not learned.
///
/// @param weight a row for each token
record FrozenTable(FrozenMatrix weight) implements TokenTable {

  @Override
  public void forward(int[] tokens, float[] output) {
    int width = weight.matrix().columns();
    for (int row = 0; row < tokens.length; row++) {
      weight.unpack(tokens[row], output, row * width);
    }
  }

  @Override
  public void backward(int[] tokens, float[] gradient) {}
}
