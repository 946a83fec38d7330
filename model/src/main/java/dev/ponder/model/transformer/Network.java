package dev.ponder.model.transformer;

import dev.ponder.compute.CacheType;
import dev.ponder.compute.Matrix;
import dev.ponder.model.ModelConfig;
import java.util.List;
import java.util.stream.Stream;

/// All that a forward pass needs to know of a model.
///
/// @param rotations of queries and keys, which layers choose from
/// @param embedding one row per token
/// @param embeddingScale by which a token's row is multiplied on the way in
/// @param norm before the head
/// @param head one row per token, often the embedding itself
record Network(
    Shape shape,
    List<Rotation> rotations,
    Matrix embedding,
    float embeddingScale,
    List<Layer> layers,
    float[] norm,
    Matrix head) {
  Network {
    rotations = List.copyOf(rotations);
    layers = List.copyOf(layers);
  }

  /// The sizes that others need to know.
  ModelConfig config(String architecture, CacheType cacheType) {
    return new ModelConfig(
        architecture,
        head.rows(),
        shape.contextLength(),
        cacheType,
        layers.stream().map(Layer::cache).toList());
  }

  /// The adapters of all layers.
  Stream<LowRank> adapters() {
    return layers.stream().flatMap(Layer::adapters);
  }

  /// The same with embeddings scaled.
  Network scalingEmbeddings(double scale) {
    return new Network(shape, rotations, embedding, (float) scale, layers, norm, head);
  }
}
