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
  final float[][] cosines;
  final float[][] sines;
  final List<float[]> attentionInputs;
  final List<float[]> feedForwardInputs;
  final List<float[]> changes;

  Scratch(Network network, int maxTokens) {
    Shape shape = network.shape();
    hidden = floats(maxTokens, shape.hidden());
    normed = floats(maxTokens, shape.hidden());
    change = floats(maxTokens, shape.hidden());
    query = floats(maxTokens, shape.queryWidth());
    key = floats(maxTokens, shape.kvWidth());
    value = floats(maxTokens, shape.kvWidth());
    attended = floats(maxTokens, shape.queryWidth());
    gate = floats(maxTokens, shape.feedForward());
    up = floats(maxTokens, shape.feedForward());
    cosines = new float[maxTokens][network.rope().frequencies().length];
    sines = new float[maxTokens][network.rope().frequencies().length];
    attentionInputs = List.of(query, key, value);
    feedForwardInputs = List.of(gate, up);
    changes = List.of(change);
  }

  private static float[] floats(int tokens, int width) {
    long size = (long) tokens * width;
    if (size > Integer.MAX_VALUE - 8) {
      throw new UnusableModelException(
          "%d tokens of %d elements each exceed an array; take fewer tokens per step"
              .formatted(tokens, width));
    }
    return new float[(int) size];
  }
}
