package dev.ponder.train;

import dev.ponder.model.ModelShape;

/// The sizes of a transformer that can be trained.
///
/// @param layers transformer blocks
/// @param hidden width of the residual stream
/// @param heads query heads of each layer
/// @param kvHeads key heads, and as many value heads; they divide the query heads
/// @param headWidth elements of a head, an even number
/// @param feedForward inner width of the gated feed-forward networks
/// @param vocabulary tokens
/// @param context most positions of a sequence
/// @param head whether logits have a matrix of their own
/// @param ropeBase of the rotary embedding's angles
/// @param epsilon of the root mean square norms
public record TransformerShape(
    Family family,
    int layers,
    int hidden,
    int heads,
    int kvHeads,
    int headWidth,
    int feedForward,
    int vocabulary,
    int context,
    ModelShape.Head head,
    double ropeBase,
    float epsilon) {
  // As far as the sizes of published models reach.
  private static final int MOST_LAYERS = 1_000;
  private static final int MOST_HIDDEN = 1 << 16;
  private static final int MOST_HEADS = 1 << 10;
  private static final int MOST_FEED_FORWARD = 1 << 19;
  private static final int MOST_TOKENS = 1 << 24;

  /// Pre-norm transformers with grouped queries, rotary positions and SwiGLU that differ in little.
  public enum Family {
    /// Llama and what is built like it: rotates neighbouring elements.
    LLAMA("llama"),
    /// Queries, keys and values have biases; rotates elements that are half a head apart.
    QWEN2("qwen2"),
    /// Queries and keys are normed; rotates elements that are half a head apart.
    QWEN3("qwen3");

    private final String architecture;

    Family(String architecture) {
      this.architecture = architecture;
    }

    /// GGUF's `general.architecture`.
    public String architecture() {
      return architecture;
    }
  }

  /// @throws IllegalArgumentException when sizes are absurd or contradict each other
  public TransformerShape {
    require("layers", layers, MOST_LAYERS);
    require("hidden width", hidden, MOST_HIDDEN);
    require("heads", heads, MOST_HEADS);
    require("key heads", kvHeads, heads);
    require("head width", headWidth, MOST_HEADS);
    require("feed-forward width", feedForward, MOST_FEED_FORWARD);
    require("vocabulary", vocabulary, MOST_TOKENS);
    require("context", context, Integer.MAX_VALUE);
    requireArray("the embedding", vocabulary, hidden);
    requireArray("gate and up", 2L * feedForward, hidden);
    requireArray("queries, keys and values", (heads + 2L * kvHeads) * headWidth, hidden);
    if (heads % kvHeads != 0) {
      throw new IllegalArgumentException(
          "%d key heads do not divide %d heads".formatted(kvHeads, heads));
    }
    if (headWidth % 2 != 0) {
      throw new IllegalArgumentException("heads are %d wide, which is odd".formatted(headWidth));
    }
    if (!(ropeBase > 0 && ropeBase < Double.POSITIVE_INFINITY && epsilon >= 0 && epsilon <= 1)) {
      throw new IllegalArgumentException(
          "a rotary base of %s or an epsilon of %s is impossible".formatted(ropeBase, epsilon));
    }
  }

  private static void require(String what, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(
          "%s must be between 1 and %d, not %d".formatted(what, most, value));
    }
  }

  private static void requireArray(String what, long rows, int columns) {
    if (rows * columns > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "%s of %d x %d is larger than an array".formatted(what, rows, columns));
    }
  }

  /// Elements of all query heads of a position.
  public int queryWidth() {
    return heads * headWidth;
  }

  /// Elements of all key heads of a position, and of all value heads.
  public int kvWidth() {
    return kvHeads * headWidth;
  }
}
