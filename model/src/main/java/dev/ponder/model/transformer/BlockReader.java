package dev.ponder.model.transformer;

import dev.ponder.compute.Matrix;
import dev.ponder.model.transformer.Layer.Attention;
import dev.ponder.model.transformer.Layer.FeedForward;
import dev.ponder.model.transformer.Layer.HeadNorms;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Reads the blocks from which architectures are put together, by their names in GGUF.
final class BlockReader {
  private final Tensors tensors;
  private final Shape shape;

  BlockReader(Tensors tensors, Shape shape) {
    this.tensors = tensors;
    this.shape = shape;
  }

  /// The attention of a layer without norms of its heads.
  Attention attention(int layer) {
    return attention(layer, Optional.empty());
  }

  /// The attention of a layer that norms each query and key head.
  Attention attentionWithHeadNorms(int layer) {
    float[] query = tensors.vector(name(layer, "attn_q_norm"), shape.headWidth());
    float[] key = tensors.vector(name(layer, "attn_k_norm"), shape.headWidth());
    return attention(layer, Optional.of(new HeadNorms(query, key)));
  }

  private Attention attention(int layer, Optional<HeadNorms> headNorms) {
    return new Attention(
        tensors.vector(name(layer, "attn_norm"), shape.hidden()),
        List.of(
            tensors.matrix(name(layer, "attn_q"), shape.queryWidth(), shape.hidden()),
            tensors.matrix(name(layer, "attn_k"), shape.kvWidth(), shape.hidden()),
            tensors.matrix(name(layer, "attn_v"), shape.kvWidth(), shape.hidden())),
        headNorms,
        tensors.matrix(name(layer, "attn_output"), shape.hidden(), shape.queryWidth()));
  }

  /// The gated feed-forward network of a layer.
  FeedForward feedForward(int layer) {
    return new FeedForward(
        tensors.vector(name(layer, "ffn_norm"), shape.hidden()),
        List.of(
            tensors.matrix(name(layer, "ffn_gate"), shape.feedForward(), shape.hidden()),
            tensors.matrix(name(layer, "ffn_up"), shape.feedForward(), shape.hidden())),
        tensors.matrix(name(layer, "ffn_down"), shape.hidden(), shape.feedForward()));
  }

  /// The whole network: embedding, those layers, and a head that is the embedding if the file has
  /// no other.
  Network network(Rope rope, IntFunction<Layer> layer) {
    Matrix embedding = tensors.matrix("token_embd.weight", shape.hidden());
    float[] norm = tensors.vector("output_norm.weight", shape.hidden());
    Matrix head =
        tensors.has("output.weight")
            ? tensors.matrix("output.weight", embedding.rows(), shape.hidden())
            : embedding;
    List<Layer> layers = IntStream.range(0, shape.layers()).mapToObj(layer).toList();
    tensors.refuseUnreadBiases();
    return new Network(shape, rope, embedding, layers, norm, head);
  }

  private static String name(int layer, String part) {
    return "blk." + layer + "." + part + ".weight";
  }
}
