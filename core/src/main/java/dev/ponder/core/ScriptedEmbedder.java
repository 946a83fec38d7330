package dev.ponder.core;

import java.util.Arrays;
import java.util.List;

/// An embedder that asks no model: for tests of everything above the seam, and for demonstrations
/// without a model file. Each word of a text, or each token id, has an element of the vector where
/// it counts, so texts that share words get vectors of like direction.
///
/// @param model the exact version it claims to be
/// @param width elements of its vectors
public record ScriptedEmbedder(String model, int width) implements Embedder {

  /// Every word counts as a token.
  @Override
  public Embeddings embed(EmbeddingTask task) {
    if (task.dimensions().orElse(width) > width) {
      throw Problem.invalid(
              "dimensions",
              "integer_above_max_value",
              "Invalid value for 'dimensions' = %d. Must be less than or equal to %d."
                  .formatted(task.dimensions().orElse(width), width))
          .exception();
    }
    List<List<Integer>> inputs = task.inputs().stream().map(ScriptedEmbedder::words).toList();
    int dimensions = task.dimensions().orElse(width);
    return new Embeddings(
        model,
        inputs.stream().map(words -> vector(words, dimensions)).toList(),
        inputs.stream().mapToInt(List::size).sum());
  }

  private static List<Integer> words(EmbeddingTask.Input input) {
    return switch (input) {
      case EmbeddingTask.Input.Tokens(List<Integer> ids) -> ids;
      case EmbeddingTask.Input.Text(String text) ->
          Arrays.stream(text.strip().split("\\s+")).map(String::hashCode).toList();
    };
  }

  private static float[] vector(List<Integer> words, int dimensions) {
    float[] vector = new float[dimensions];
    words.forEach(word -> vector[Math.floorMod(word, dimensions)]++);
    double squares = 0;
    for (float element : vector) {
      squares += element * element;
    }
    for (int i = 0; i < dimensions; i++) {
      vector[i] /= (float) Math.sqrt(squares);
    }
    return vector;
  }
}
