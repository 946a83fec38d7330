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

  /// Gate and up row by row in turn, for layers that have them so.
  final float[] inTurn;

  final float[] output;
  final List<float[]> gateAndUp;
  final List<float[]> gateAndUpInTurn;
  final List<float[]> outputs;
  final List<float[]> allScores;

  ExpertScratch(Network network, int maxTokens) {
    int hidden = network.shape().hidden();
    int experts = 1;
    int visits = 0;
    int width = 0;
    int widthInTurn = 0;
    for (Layer layer : network.layers()) {
      if (layer.feedForward() instanceof Layer.Experts mixture) {
        experts = Math.max(experts, mixture.router().experts());
        visits = Math.max(visits, mixture.router().chosen());
        width = Math.max(width, mixture.width());
        widthInTurn = Math.max(widthInTurn, widthInTurn(mixture));
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
    inTurn = Scratch.floats(visits, widthInTurn);
    output = Scratch.floats(visits, hidden);
    gateAndUp = List.of(gate, up);
    gateAndUpInTurn = List.of(inTurn);
    outputs = List.of(output);
    allScores = List.of(scores);
  }

  private static int widthInTurn(Layer.Experts mixture) {
    return switch (mixture.layout().halves()) {
      case APART -> 0;
      case IN_TURN -> 2 * mixture.width();
    };
  }

  /// What the arrays of such a scratch take.
  static long bytes(Network network, int maxTokens) {
    long largest = 0;
    for (Layer layer : network.layers()) {
      if (layer.feedForward() instanceof Layer.Experts mixture) {
        long widths = 2L * mixture.width() + widthInTurn(mixture);
        long visit = 2L * network.shape().hidden() + widths + 3;
        long token = mixture.router().experts() + mixture.router().chosen() * visit;
        largest = Math.max(largest, token);
      }
    }
    return largest * maxTokens * Float.BYTES;
  }
}
