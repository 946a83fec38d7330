package dev.ponder.compute;

/// Attention of sequences that stand one after the other in the rows: each token sees those of its
/// sequence up to itself. Query head `h` reads key and value head `h / (heads / keyHeads)`.
///
/// @param starts of the sequences, ascending, and where the last one ends: one more than sequences
/// @param heads of the queries
/// @param keyHeads of keys and values; divides `heads`
/// @param width of a head
/// @param scale of the scores, commonly `1 / sqrt(width)`
/// @param queries `[rows, heads · width]`
/// @param keys `[rows, keyHeads · width]`
/// @param values `[rows, keyHeads · width]`
public record CausalAttention(
    int[] starts,
    int heads,
    int keyHeads,
    int width,
    float scale,
    Rows queries,
    Rows keys,
    Rows values) {

  /// @throws IllegalArgumentException when an array is too short, heads do not divide, or starts
  ///   descend
  public CausalAttention {
    if (starts.length == 0 || starts[0] < 0) {
      throw new IllegalArgumentException("sequences need a beginning and an end");
    }
    for (int i = 1; i < starts.length; i++) {
      if (starts[i] < starts[i - 1]) {
        throw new IllegalArgumentException(
            "a sequence from %d to %d".formatted(starts[i - 1], starts[i]));
      }
    }
    if (keyHeads < 1 || heads < 1 || width < 1 || heads % keyHeads != 0) {
      throw new IllegalArgumentException(
          "%d heads of %d cannot share %d".formatted(heads, width, keyHeads));
    }
    int rows = starts[starts.length - 1];
    queries.require("queries", rows, Math.multiplyExact(heads, width));
    keys.require("keys", rows, Math.multiplyExact(keyHeads, width));
    values.require("values", rows, Math.multiplyExact(keyHeads, width));
  }

  /// What the forward pass leaves to the backward one.
  ///
  /// @param output `[rows, heads · width]`
  /// @param logSums `[rows, heads]`: the logarithm of the sum of the exponentials of a query's
  ///   scores
  public record Result(Rows output, float[] logSums) {}

  /// @param output the gradient of the output
  /// @param queries where the gradient of the queries goes, as those of keys and values replacing
  ///   what is there. None of the three overlaps anything else.
  public record Gradient(Rows output, Rows queries, Rows keys, Rows values) {}

  /// Tokens up to the last sequence's end.
  int rows() {
    return starts[starts.length - 1];
  }

  int sequences() {
    return starts.length - 1;
  }

  int length(int sequence) {
    return starts[sequence + 1] - starts[sequence];
  }

  /// The most tokens of a sequence.
  int longest() {
    int longest = 0;
    for (int i = 0; i < sequences(); i++) {
      longest = Math.max(longest, length(i));
    }
    return longest;
  }

  /// Query heads to a key head.
  int group() {
    return heads / keyHeads;
  }

  void require(Result result) {
    result.output.require("the output", rows(), heads * width);
    if (result.logSums.length < (long) rows() * heads) {
      throw new IllegalArgumentException(
          "%d sums of %d rows of %d heads".formatted(result.logSums.length, rows(), heads));
    }
  }

  void require(Gradient gradient) {
    gradient.output.require("a gradient", rows(), heads * width);
    gradient.queries.require("a gradient", rows(), heads * width);
    gradient.keys.require("a gradient", rows(), keyHeads * width);
    gradient.values.require("a gradient", rows(), keyHeads * width);
  }
}
