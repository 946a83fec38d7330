package dev.ponder.model.transformer;

import java.util.List;

/// The activations of a mixture of experts. A token is there once for each expert that it is sent
/// to: such a row is a visit, and visits lie together by expert.
final class ExpertScratch {
  final float[] scores;

  /// Experts and their weights by token and rank.
  final int[] chosen;

  final float[] weights;

  /// Where the visits of each token lie, by token and rank.
  final int[] places;

  /// Where the visits of each expert start; one more at the end.
  final int[] starts;

  final float[] input;
  final float[] gate;
  final float[] up;
  final float[] output;
  final List<float[]> gateAndUp;
  final List<float[]> outputs;
  final List<float[]> allScores;

  ExpertScratch(Network network, int maxTokens) {
    int hidden = network.shape().hidden();
    int experts = 1;
    int visits = 0;
    int width = 0;
    for (Layer layer : network.layers()) {
      if (layer.feedForward() instanceof Layer.Experts mixture) {
        experts = Math.max(experts, mixture.router().experts());
        visits = Math.max(visits, mixture.router().chosen());
        width = Math.max(width, mixture.width());
      }
    }
    scores = Scratch.floats(visits == 0 ? 0 : maxTokens, experts);
    visits *= maxTokens;
    chosen = new int[visits];
    weights = new float[visits];
    places = new int[visits];
    starts = new int[experts + 1];
    input = Scratch.floats(visits, hidden);
    gate = Scratch.floats(visits, width);
    up = Scratch.floats(visits, width);
    output = Scratch.floats(visits, hidden);
    gateAndUp = List.of(gate, up);
    outputs = List.of(output);
    allScores = List.of(scores);
  }

  /// What the arrays of such a scratch take.
  static long bytes(Network network, int maxTokens) {
    long largest = 0;
    for (Layer layer : network.layers()) {
      if (layer.feedForward() instanceof Layer.Experts mixture) {
        long visit = 2L * network.shape().hidden() + 2L * mixture.width() + 3;
        long token = mixture.router().experts() + mixture.router().chosen() * visit;
        largest = Math.max(largest, token);
      }
    }
    return largest * maxTokens * Float.BYTES;
  }
}
