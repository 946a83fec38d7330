package dev.ponder.train;

/// A token sequence and how much each prediction counts. It begins at position 0, and its tokens
/// see only each other.
///
/// One loss serves all ways of learning: `sum of weights[i] · -log p(tokens[i] | tokens before)`.
/// Imitation has weights of one over the number of learned tokens, policy gradients the advantage,
/// preference optimisation the slope of its own loss.
///
/// @param tokens at least two; owned by the example
/// @param weights as many as tokens; the first is 0, since nothing precedes it. Owned by the
///   example.
public record Example(int[] tokens, float[] weights) {

  /// @throws IllegalArgumentException when lengths do not fit, or the first token has a weight
  public Example {
    if (tokens.length < 2 || tokens.length != weights.length) {
      throw new IllegalArgumentException(
          "%d tokens with %d weights".formatted(tokens.length, weights.length));
    }
    if (weights[0] != 0) {
      throw new IllegalArgumentException("nothing precedes the first token");
    }
  }
}
