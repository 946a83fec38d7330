package dev.ponder.train.network;

import dev.ponder.train.TransformerShape;
import java.util.List;
import java.util.stream.Stream;

/// Memory for one pass over at most `rows` rows, used again by the next: what the forward pass
/// leaves for the backward pass, layer by layer, and gradients of activations, of which only those
/// of one layer exist at a time.
final class Activations {
  private final int rows;
  private final List<Layer> layers;
  private final Gradients gradients;

  /// The residual stream after the last layer, `[rows, hidden]`.
  private final float[] output;

  /// What one layer leaves, each `[rows, …]`.
  ///
  /// @param input the residual stream before attention
  /// @param inputs queries, keys and values, side by side
  /// @param queries as attention sees them, as `keys`; empty where heads are not normed
  /// @param logSums of attention's scores, for each query head
  /// @param middle the residual stream before the feed-forward network
  /// @param halves of the feed-forward network, gate and up side by side; become their own
  ///   gradients
  /// @param gated what the feed-forward network's last projection maps
  record Layer(
      float[] input,
      float[] normed,
      float[] inputs,
      float[] queries,
      float[] keys,
      float[] attended,
      float[] logSums,
      float[] middle,
      float[] middleNormed,
      float[] halves,
      float[] gated) {}

  /// Gradients of the layer at hand, each `[rows, …]`.
  ///
  /// @param stream of the residual stream, carried from layer to layer
  /// @param normed of a norm's output
  /// @param gated of what the feed-forward network's last projection maps
  /// @param inputs of queries, keys and values, side by side
  record Gradients(
      float[] stream, float[] normed, float[] gated, float[] attended, float[] inputs) {}

  Activations(TransformerShape shape, int rows) {
    this.rows = rows;
    layers = Stream.generate(() -> layer(shape, rows)).limit(shape.layers()).toList();
    gradients =
        new Gradients(
            floats(rows, shape.hidden()),
            floats(rows, shape.hidden()),
            floats(rows, shape.feedForward()),
            floats(rows, shape.queryWidth()),
            floats(rows, shape.queryWidth() + 2 * shape.kvWidth()));
    output = floats(rows, shape.hidden());
  }

  private static Layer layer(TransformerShape shape, int rows) {
    boolean norms = shape.family() == TransformerShape.Family.QWEN3;
    return new Layer(
        floats(rows, shape.hidden()),
        floats(rows, shape.hidden()),
        floats(rows, shape.queryWidth() + 2 * shape.kvWidth()),
        floats(norms ? rows : 0, shape.queryWidth()),
        floats(norms ? rows : 0, shape.kvWidth()),
        floats(rows, shape.queryWidth()),
        floats(rows, shape.heads()),
        floats(rows, shape.hidden()),
        floats(rows, shape.hidden()),
        floats(rows, 2 * shape.feedForward()),
        floats(rows, shape.feedForward()));
  }

  private static float[] floats(int rows, int width) {
    return new float[Math.multiplyExact(rows, width)];
  }

  /// Most rows that there is room for.
  int rows() {
    return rows;
  }

  Layer layer(int index) {
    return layers.get(index);
  }

  /// Where the layer's output goes: the next one's input.
  float[] outputOf(int index) {
    return index + 1 < layers.size() ? layers.get(index + 1).input() : output;
  }

  Gradients gradients() {
    return gradients;
  }
}
