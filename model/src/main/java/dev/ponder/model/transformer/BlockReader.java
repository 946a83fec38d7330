package dev.ponder.model.transformer;

import dev.ponder.compute.Matrix;
import dev.ponder.model.transformer.Layer.Attention;
import dev.ponder.model.transformer.Layer.FeedForward;
import dev.ponder.model.transformer.Layer.HeadNorms;
import dev.ponder.model.transformer.Layer.Kind;
import dev.ponder.model.transformer.Layer.Projection;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Reads the blocks from which architectures are put together, by their names in GGUF.
final class BlockReader {
  private static final float[] NONE = {};

  private final Tensors tensors;
  private final Shape shape;

  BlockReader(Tensors tensors, Shape shape) {
    this.tensors = tensors;
    this.shape = shape;
  }

  /// Attention to all positions before, by the network's first rotation, scores scaled by the root
  /// of the head's width.
  Kind everything() {
    return new Kind(0, 0, (float) (1 / Math.sqrt(shape.headWidth())), NONE);
  }

  /// The attention of a layer without norms of its heads.
  Attention attention(int layer, Kind kind) {
    return attention(layer, kind, Optional.empty());
  }

  /// The attention of a layer that norms each query and key head.
  Attention attentionWithHeadNorms(int layer, Kind kind) {
    int width = shape.heads().get(layer).width();
    float[] query = tensors.vector(weight(layer, "attn_q_norm"), width);
    float[] key = tensors.vector(weight(layer, "attn_k_norm"), width);
    return attention(layer, kind, Optional.of(new HeadNorms(query, key)));
  }

  private Attention attention(int layer, Kind kind, Optional<HeadNorms> headNorms) {
    Heads heads = shape.heads().get(layer);
    float[] norm = tensors.vector(weight(layer, "attn_norm"), shape.hidden());
    Projection query = projection(layer, "attn_q", heads.queryWidth(), shape.hidden());
    Projection key = projection(layer, "attn_k", heads.kvWidth(), shape.hidden());
    Projection value = projection(layer, "attn_v", heads.kvWidth(), shape.hidden());
    return new Attention(
        heads,
        norm,
        joined(query, key, value),
        headNorms,
        kind,
        projection(layer, "attn_output", shape.hidden(), heads.queryWidth()),
        NONE);
  }

  /// The gated feed-forward network of a layer.
  FeedForward feedForward(int layer) {
    int width = shape.feedForward().get(layer);
    Projection gate = projection(layer, "ffn_gate", width, shape.hidden());
    Projection up = projection(layer, "ffn_up", width, shape.hidden());
    return new FeedForward(
        tensors.vector(weight(layer, "ffn_norm"), shape.hidden()),
        joined(gate, up),
        projection(layer, "ffn_down", shape.hidden(), width),
        NONE);
  }

  /// The matrix of that name and its bias, if the file has one.
  private Projection projection(int layer, String part, int rows, int columns) {
    String bias = "blk." + layer + "." + part + ".bias";
    return new Projection(
        List.of(tensors.matrix(weight(layer, part), rows, columns)),
        List.of(tensors.has(bias) ? tensors.vector(bias, rows) : NONE));
  }

  private static Projection joined(Projection... parts) {
    return new Projection(
        Stream.of(parts).flatMap(part -> part.weights().stream()).toList(),
        Stream.of(parts).flatMap(part -> part.biases().stream()).toList());
  }

  /// The whole network: embedding, those layers, and a head that is the embedding if the file has
  /// no other.
  Network network(List<Rope> rotations, IntFunction<Layer> layer) {
    Matrix embedding = tensors.matrix("token_embd.weight", shape.hidden());
    float[] norm = tensors.vector("output_norm.weight", shape.hidden());
    Matrix head =
        tensors.has("output.weight")
            ? tensors.matrix("output.weight", embedding.rows(), shape.hidden())
            : embedding;
    List<Layer> layers = IntStream.range(0, shape.layers()).mapToObj(layer).toList();
    tensors.refuseUnreadBiases();
    return new Network(shape, rotations, embedding, layers, norm, head);
  }

  private static String weight(int layer, String part) {
    return "blk." + layer + "." + part + ".weight";
  }
}
