package dev.ponder.core;

import java.util.OptionalInt;

/// One answer asked of a model, free of any wire format.
///
/// @param maxOutputTokens bound on thinking and answer together; empty means what the context holds
public record ResponseRequest(
    String model,
    Conversation conversation,
    Effort effort,
    Sampling sampling,
    OptionalInt maxOutputTokens,
    Tools tools) {
  public ResponseRequest {
    if (maxOutputTokens.orElse(1) < 1) {
      throw new IllegalArgumentException("no output asked for");
    }
  }

  /// The next answer to that conversation, with everything else as the API has it by default:
  /// medium effort, [Sampling#DEFAULT], no limit, no tools.
  public static ResponseRequest of(String model, Conversation conversation) {
    return new ResponseRequest(
        model, conversation, Effort.MEDIUM, Sampling.DEFAULT, OptionalInt.empty(), Tools.NONE);
  }

  /// A copy with another effort.
  public ResponseRequest withEffort(Effort other) {
    return new ResponseRequest(model, conversation, other, sampling, maxOutputTokens, tools);
  }

  /// A copy with another way of choosing tokens.
  public ResponseRequest withSampling(Sampling other) {
    return new ResponseRequest(model, conversation, effort, other, maxOutputTokens, tools);
  }

  /// A copy with another bound on its output; empty means what the context holds.
  public ResponseRequest withMaxOutputTokens(OptionalInt other) {
    return new ResponseRequest(model, conversation, effort, sampling, other, tools);
  }

  /// A copy with other tools.
  public ResponseRequest withTools(Tools other) {
    return new ResponseRequest(model, conversation, effort, sampling, maxOutputTokens, other);
  }
}
