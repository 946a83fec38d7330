package dev.ponder.model.transformer;

import dev.ponder.compute.Matrix;
import java.util.List;

/// All that a forward pass needs to know of a model.
///
/// @param embedding one row per token
/// @param norm before the head
/// @param head one row per token, often the embedding itself
record Network(
    Shape shape, Rope rope, Matrix embedding, List<Layer> layers, float[] norm, Matrix head) {
  Network {
    layers = List.copyOf(layers);
  }
}
