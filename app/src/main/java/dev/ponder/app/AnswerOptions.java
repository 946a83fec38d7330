package dev.ponder.app;

import dev.ponder.core.Conversation;
import dev.ponder.core.Effort;
import dev.ponder.core.Item;
import dev.ponder.core.ResponseRequest;
import dev.ponder.core.Role;
import dev.ponder.core.Sampling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How answers on the command line are made.
final class AnswerOptions {
  @Option(
      names = {"-e", "--effort"},
      defaultValue = "medium",
      paramLabel = "LEVEL",
      description = "How long to think: low, medium or high (default: ${DEFAULT-VALUE}).")
  private Effort effort = Effort.MEDIUM;

  @Option(
      names = {"-s", "--system"},
      paramLabel = "TEXT",
      description = "Instructions that come before the conversation.")
  private @Nullable String system;

  @Option(
      names = "--max-tokens",
      paramLabel = "N",
      description = "Most tokens of thought and answer together (default: what the context holds).")
  private @Nullable Integer maxTokens;

  @Option(
      names = "--temperature",
      defaultValue = "0.6",
      paramLabel = "T",
      description = "0 always takes the likeliest token, 2 is wild (default: ${DEFAULT-VALUE}).")
  private double temperature;

  @Option(names = "--seed", paramLabel = "N", description = "Makes the answer reproducible.")
  private @Nullable Long seed;

  /// Fails early, before a model is loaded for nothing.
  void check() {
    if (!(temperature >= 0 && temperature <= 2)) {
      throw new Mistake("--temperature must be between 0 and 2, not " + temperature);
    }
    if (maxTokens != null && maxTokens < 1) {
      throw new Mistake("--max-tokens must be at least 1, not " + maxTokens);
    }
  }

  Effort effort() {
    return effort;
  }

  /// The next answer of `model` to that conversation.
  ResponseRequest request(String model, List<Item> conversation, Effort wanted) {
    List<Item> items = new ArrayList<>();
    if (system != null) {
      items.add(Item.Message.of(Role.SYSTEM, system));
    }
    items.addAll(conversation);
    return ResponseRequest.of(model, new Conversation(items))
        .withOwner("terminal")
        .withEffort(wanted)
        .withSampling(sampling())
        .withMaxOutputTokens(maxTokens == null ? OptionalInt.empty() : OptionalInt.of(maxTokens));
  }

  private Sampling sampling() {
    return new Sampling(
        temperature,
        1,
        seed == null ? OptionalLong.empty() : OptionalLong.of(seed),
        List.of(),
        0,
        0,
        Map.of(),
        OptionalInt.empty());
  }
}
