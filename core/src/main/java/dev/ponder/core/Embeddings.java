package dev.ponder.core;

import java.util.List;

/// Vectors of texts.
///
/// @param model the exact version that made them, see [ModelInfo#version]
/// @param vectors of length 1, in the order of the texts
/// @param tokens of all texts together
public record Embeddings(String model, List<float[]> vectors, int tokens) {
  public Embeddings {
    vectors = List.copyOf(vectors);
  }
}
