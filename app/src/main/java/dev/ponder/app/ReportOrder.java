package dev.ponder.app;

import dev.ponder.model.ModelConfig;
import java.nio.file.Path;
import java.util.List;

/// What a report is to measure.
///
/// @param folder where to write it
/// @param concurrency numbers of streams, rising
/// @param longPrompt its tokens; 0 for the usual, or what the model takes
record ReportOrder(Path folder, List<Integer> concurrency, int longPrompt) {
  /// A shorter one is over before anything is noticed.
  static final int LEAST_LONG_PROMPT = 64;

  private static final int USUAL_LONG_PROMPT = 8192;

  ReportOrder {
    concurrency = List.copyOf(concurrency);
  }

  int mostStreams() {
    return concurrency.getLast();
  }

  /// Tokens of the long prompt for that model, which has to take one more.
  ///
  /// @throws Mistake when its context is too short
  int longPrompt(ModelConfig config) {
    int most = config.contextLength() - 1;
    if (longPrompt > most) {
      throw new Mistake(
          "--long-prompt %d is too long for the model's context of %d"
              .formatted(longPrompt, config.contextLength()));
    }
    if (most < LEAST_LONG_PROMPT) {
      throw new Mistake(
          "the model's context of %d is too short for --report".formatted(config.contextLength()));
    }
    return longPrompt > 0 ? longPrompt : Math.min(USUAL_LONG_PROMPT, most);
  }
}
