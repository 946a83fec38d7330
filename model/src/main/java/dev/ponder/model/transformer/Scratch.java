package dev.ponder.model.transformer;

import dev.ponder.model.UnusableModelException;
import java.util.List;

/// The activations of a step, allocated once: `[maxTokens, width]` each.
///
/// `hidden` is the residual stream, `normed` the input of the projections, `change` what a block
/// adds to the stream.
final class Scratch {
  final float[] hidden;
  final float[] normed;
  final float[] change;
  final float[] query;
  final float[] key;
  final float[] value;
  final float[] attended;
  final float[] gate;
  final float[] up;
  final List<float[]> attentionInputs;
  final List<float[]> feedForwardInputs;
  final List<float[]> changes;

  Scratch(Shape shape, int maxTokens) {
    int queryWidth = shape.heads().stream().mapToInt(Heads::queryWidth).max().orElseThrow();
    int kvWidth = shape.heads().stream().mapToInt(Heads::kvWidth).max().orElseThrow();
    hidden = floats(maxTokens, shape.hidden());
    normed = floats(maxTokens, shape.hidden());
    change = floats(maxTokens, shape.hidden());
    query = floats(maxTokens, queryWidth);
    key = floats(maxTokens, kvWidth);
    value = floats(maxTokens, kvWidth);
    attended = floats(maxTokens, queryWidth);
    gate = floats(maxTokens, shape.largestFeedForward());
    up = floats(maxTokens, shape.largestFeedForward());
    attentionInputs = List.of(query, key, value);
    feedForwardInputs = List.of(gate, up);
    changes = List.of(change);
  }

  /// What the arrays of such a scratch take.
  static long bytes(Shape shape, int maxTokens) {
    long queryWidth = shape.heads().stream().mapToInt(Heads::queryWidth).max().orElseThrow();
    long kvWidth = shape.heads().stream().mapToInt(Heads::kvWidth).max().orElseThrow();
    long widths =
        3L * shape.hidden() + 2 * queryWidth + 2 * kvWidth + 2L * shape.largestFeedForward();
    return maxTokens * widths * Float.BYTES;
  }

  static float[] floats(int tokens, int width) {
    long size = (long) tokens * width;
    if (size > Integer.MAX_VALUE - 8) {
      throw new UnusableModelException(
          "%d tokens of %d elements each exceed an array; take fewer tokens per step"
              .formatted(tokens, width));
    }
    return new float[(int) size];
  }
}
