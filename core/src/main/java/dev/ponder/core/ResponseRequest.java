package dev.ponder.core;

import java.util.Optional;
import java.util.OptionalInt;

/// One answer asked of a model, free of any wire format.
///
/// @param maxOutputTokens bound on thinking and answer together; empty means what the context holds
/// @param maxReasoningTokens bound on the thinking alone, 0 to answer at once; empty means what the
///   effort allows
/// @param owner whose conversation it is, by any name: what was computed of it is gone on from to
///   the token by requests of the same owner only. Empty for nobody's
/// @param lineage what is to be expected to go on from this answer, if anything is
public record ResponseRequest(
    String model,
    Conversation conversation,
    Effort effort,
    Sampling sampling,
    OptionalInt maxOutputTokens,
    OptionalInt maxReasoningTokens,
    Tools tools,
    AnswerFormat format,
    String owner,
    Optional<Lineage> lineage) {
  public ResponseRequest {
    if (maxOutputTokens.orElse(1) < 1) {
      throw new IllegalArgumentException("no output asked for");
    }
    if (maxReasoningTokens.orElse(0) < 0) {
      throw new IllegalArgumentException("less than no reasoning asked for");
    }
  }

  /// The next answer to that conversation, with everything else as the API has it by default:
  /// medium effort, [Sampling#DEFAULT], no limits, no tools, plain text, nobody's.
  public static ResponseRequest of(String model, Conversation conversation) {
    return new ResponseRequest(
        model,
        conversation,
        Effort.MEDIUM,
        Sampling.DEFAULT,
        OptionalInt.empty(),
        OptionalInt.empty(),
        Tools.NONE,
        new AnswerFormat.Text(),
        "",
        Optional.empty());
  }

  /// A copy that asks another model.
  public ResponseRequest withModel(String other) {
    return new ResponseRequest(
        other,
        conversation,
        effort,
        sampling,
        maxOutputTokens,
        maxReasoningTokens,
        tools,
        format,
        owner,
        lineage);
  }

  /// A copy about another conversation.
  public ResponseRequest withConversation(Conversation other) {
    return new ResponseRequest(
        model,
        other,
        effort,
        sampling,
        maxOutputTokens,
        maxReasoningTokens,
        tools,
        format,
        owner,
        lineage);
  }

  /// A copy with another effort.
  public ResponseRequest withEffort(Effort other) {
    return new ResponseRequest(
        model,
        conversation,
        other,
        sampling,
        maxOutputTokens,
        maxReasoningTokens,
        tools,
        format,
        owner,
        lineage);
  }

  /// A copy with another way of choosing tokens.
  public ResponseRequest withSampling(Sampling other) {
    return new ResponseRequest(
        model,
        conversation,
        effort,
        other,
        maxOutputTokens,
        maxReasoningTokens,
        tools,
        format,
        owner,
        lineage);
  }

  /// A copy with another bound on its output; empty means what the context holds.
  public ResponseRequest withMaxOutputTokens(OptionalInt other) {
    return new ResponseRequest(
        model,
        conversation,
        effort,
        sampling,
        other,
        maxReasoningTokens,
        tools,
        format,
        owner,
        lineage);
  }

  /// A copy with another bound on its thinking; empty means what the effort allows.
  public ResponseRequest withMaxReasoningTokens(OptionalInt other) {
    return new ResponseRequest(
        model,
        conversation,
        effort,
        sampling,
        maxOutputTokens,
        other,
        tools,
        format,
        owner,
        lineage);
  }

  /// A copy with other tools.
  public ResponseRequest withTools(Tools other) {
    return new ResponseRequest(
        model,
        conversation,
        effort,
        sampling,
        maxOutputTokens,
        maxReasoningTokens,
        other,
        format,
        owner,
        lineage);
  }

  /// A copy with another format of the answer.
  public ResponseRequest withFormat(AnswerFormat other) {
    return new ResponseRequest(
        model,
        conversation,
        effort,
        sampling,
        maxOutputTokens,
        maxReasoningTokens,
        tools,
        other,
        owner,
        lineage);
  }

  /// A copy of that owner's.
  public ResponseRequest withOwner(String other) {
    return new ResponseRequest(
        model,
        conversation,
        effort,
        sampling,
        maxOutputTokens,
        maxReasoningTokens,
        tools,
        format,
        other,
        lineage);
  }

  /// A copy that prepares what goes on in that lineage.
  public ResponseRequest withLineage(Lineage other) {
    return new ResponseRequest(
        model,
        conversation,
        effort,
        sampling,
        maxOutputTokens,
        maxReasoningTokens,
        tools,
        format,
        owner,
        Optional.of(other));
  }
}
