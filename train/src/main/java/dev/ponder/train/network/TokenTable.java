package dev.ponder.train.network;

/// The vectors of tokens.
interface TokenTable {

  /// Copies the vectors of those tokens.
  ///
  /// @param output `[tokens, width]`
  void forward(int[] tokens, float[] output);

  /// Adds to the gradients of what is learned of the table.
  ///
  /// @param gradient of the output
  void backward(int[] tokens, float[] gradient);
}
