package dev.ponder.model.transformer;

import dev.ponder.compute.Matrix;
import java.util.List;

/// All that a forward pass needs to know of a model.
///
/// @param rotations of queries and keys, which layers choose from
/// @param embedding one row per token
/// @param norm before the head
/// @param head one row per token, often the embedding itself
record Network(
    Shape shape,
    List<Rope> rotations,
    Matrix embedding,
    List<Layer> layers,
    float[] norm,
    Matrix head) {
  Network {
    rotations = List.copyOf(rotations);
    layers = List.copyOf(layers);
  }
}
