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
  /// @param queries before norm and rotation, as `keys`; not used where heads are not normed
  /// @param turnedQueries as attention sees them, as `turnedKeys`
  /// @param logSums of attention's scores, for each query head
  /// @param middle the residual stream before the feed-forward network
  /// @param gate as projected; becomes its own gradient, as `up`
  /// @param gated what the feed-forward network's last projection maps
  record Layer(
      float[] input,
      float[] normed,
      float[] queries,
      float[] keys,
      float[] values,
      float[] turnedQueries,
      float[] turnedKeys,
      float[] attended,
      float[] logSums,
      float[] middle,
      float[] middleNormed,
      float[] gate,
      float[] up,
      float[] gated) {}

  /// Gradients of the layer at hand, each `[rows, …]`.
  ///
  /// @param stream of the residual stream, carried from layer to layer
  /// @param normed of a norm's output
  /// @param gated of what the feed-forward network's last projection maps
  record Gradients(
      float[] stream,
      float[] normed,
      float[] gated,
      float[] attended,
      float[] queries,
      float[] keys,
      float[] values) {}

  Activations(TransformerShape shape, int rows) {
    this.rows = rows;
    layers = Stream.generate(() -> layer(shape, rows)).limit(shape.layers()).toList();
    int hidden = Math.multiplyExact(rows, shape.hidden());
    int queries = Math.multiplyExact(rows, shape.queryWidth());
    int keys = Math.multiplyExact(rows, shape.kvWidth());
    gradients =
        new Gradients(
            new float[hidden],
            new float[hidden],
            new float[Math.multiplyExact(rows, shape.feedForward())],
            new float[queries],
            new float[queries],
            new float[keys],
            new float[keys]);
    output = new float[hidden];
  }

  private static Layer layer(TransformerShape shape, int rows) {
    int hidden = Math.multiplyExact(rows, shape.hidden());
    int queries = Math.multiplyExact(rows, shape.queryWidth());
    int keys = Math.multiplyExact(rows, shape.kvWidth());
    int inner = Math.multiplyExact(rows, shape.feedForward());
    boolean norms = shape.family() == TransformerShape.Family.QWEN3;
    return new Layer(
        new float[hidden],
        new float[hidden],
        new float[norms ? queries : 0],
        new float[norms ? keys : 0],
        new float[keys],
        new float[queries],
        new float[keys],
        new float[queries],
        new float[Math.multiplyExact(rows, shape.heads())],
        new float[hidden],
        new float[hidden],
        new float[inner],
        new float[inner],
        new float[inner]);
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
