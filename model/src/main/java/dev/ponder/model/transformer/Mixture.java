package dev.ponder.model.transformer;

import dev.ponder.model.gguf.Metadata;
import dev.ponder.model.transformer.Router.Weighting;

/// The hyper-parameters of a mixture of experts.
///
/// @param experts of each layer
/// @param chosen how many of them a token is sent to
/// @param width inner width of each
/// @param scale by which their weights are multiplied
record Mixture(int experts, int chosen, int width, Weighting weighting, float scale) {
  private static final int MOST_EXPERTS = 1 << 11;
  private static final int MOST_WIDTH = 1 << 19;

  // llama.cpp's numbers for `expert_gating_func`.
  private static final int SOFTMAX = 1;
  private static final int SOFTMAX_OF_CHOSEN = 3;

  /// Reads and checks them.
  ///
  /// @throws dev.ponder.model.UnusableModelException when one is missing, absurd, or asks for a
  ///   kind of mixture that is not known
  static Mixture read(Source source) {
    Metadata metadata = source.metadata();
    int experts = metadata.requiredInt(source.key("expert_count"), 1, MOST_EXPERTS);
    String sharedKey = source.key("expert_shared_count");
    int shared = metadata.integer(sharedKey, 0, MOST_EXPERTS).orElse(0);
    if (shared > 0) {
      throw metadata.unfit(sharedKey, "is " + shared + ", but shared experts are not supported");
    }
    return new Mixture(
        experts,
        metadata.requiredInt(source.key("expert_used_count"), 1, experts),
        metadata
            .integer(source.key("expert_feed_forward_length"), 1, MOST_WIDTH)
            .orElseGet(
                () -> metadata.requiredInt(source.key("feed_forward_length"), 1, MOST_WIDTH)),
        weighting(source),
        scale(source));
  }

  private static Weighting weighting(Source source) {
    String key = source.key("expert_gating_func");
    int function = source.metadata().integer(key, 0, Integer.MAX_VALUE).orElse(SOFTMAX);
    boolean divided = source.metadata().flag(source.key("expert_weights_norm")).orElse(true);
    return switch (function) {
      case SOFTMAX -> divided ? Weighting.AMONG_CHOSEN : Weighting.AMONG_ALL;
      case SOFTMAX_OF_CHOSEN -> Weighting.AMONG_CHOSEN;
      default ->
          throw source.metadata().unfit(key, "is " + function + ", but only softmax is supported");
    };
  }

  private static float scale(Source source) {
    String key = source.key("expert_weights_scale");
    double scale = source.metadata().real(key).orElse(1);
    if (scale < 0) {
      throw source.metadata().unfit(key, "is " + scale + ", which is negative");
    }
    return scale == 0 ? 1 : (float) scale;
  }

  /// The router of these experts by those scores.
  Router router(Layer.Projection scores) {
    return new Router(scores, chosen, weighting, scale);
  }
}
