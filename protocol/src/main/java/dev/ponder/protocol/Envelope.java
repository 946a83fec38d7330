package dev.ponder.protocol;

import dev.ponder.core.FinishReason;
import dev.ponder.core.Json;
import dev.ponder.core.ModelInfo;
import dev.ponder.core.TokenLogprob;
import dev.ponder.core.Tool;
import dev.ponder.core.Usage;
import dev.ponder.protocol.wire.Logprobs;
import java.util.List;

/// What the whole answer and the stream have in common.
record Envelope(ChatRequest request, ModelInfo model, Origin origin) {

  int choices() {
    return request.choices();
  }

  boolean showsReasoning() {
    return switch (model.visibility()) {
      case REASONING_SHOWN -> true;
      case REASONING_HIDDEN -> false;
    };
  }

  boolean wantsLogprobs() {
    return request.request().sampling().topLogprobs().isPresent();
  }

  /// The members that open every body and chunk.
  ///
  /// @param version the exact model that answers
  Json.Builder opening(String object, String version) {
    return Json.object()
        .put("id", origin.id())
        .put("object", object)
        .put("created", origin.created())
        .put("model", request.notes().profile().answeredBy(request.request().model(), version))
        .put("service_tier", request.notes().serviceTier())
        .put("system_fingerprint", fingerprint());
  }

  /// Stands for the weights, which decide the answer together with the seed.
  private String fingerprint() {
    return "fp_" + model.sha256().map(digest -> digest.substring(0, 10)).orElse("unread");
  }

  ChatRequest.Calling calling() {
    return request.calling();
  }

  /// Whether calls of that name are told as calls of a custom tool.
  boolean isCustom(String tool) {
    return request.request().tools().offered().stream()
        .anyMatch(offered -> offered instanceof Tool.Custom && offered.name().equals(tool));
  }

  String finishReason(FinishReason reason) {
    return switch (reason) {
      case STOP -> "stop";
      case TOOL_CALLS ->
          switch (calling()) {
            case TOOL_CALLS -> "tool_calls";
            case FUNCTION_CALL -> "function_call";
          };
      case LENGTH -> "length";
    };
  }

  /// The counts of all choices: their prompt is one and counts once.
  static Json usage(List<Usage> choices) {
    Usage first = choices.getFirst();
    long output = choices.stream().mapToLong(Usage::outputTokens).sum();
    long reasoning = choices.stream().mapToLong(Usage::reasoningTokens).sum();
    return Json.object()
        .put("prompt_tokens", first.inputTokens())
        .put("completion_tokens", output)
        .put("total_tokens", first.inputTokens() + output)
        .put(
            "prompt_tokens_details",
            Json.object().put("cached_tokens", first.cachedTokens()).put("audio_tokens", 0).build())
        .put(
            "completion_tokens_details",
            Json.object()
                .put("reasoning_tokens", reasoning)
                .put("audio_tokens", 0)
                .put("accepted_prediction_tokens", 0)
                .put("rejected_prediction_tokens", 0)
                .build())
        .build();
  }

  static Json logprobs(List<TokenLogprob> tokens) {
    return Json.object().put("content", Json.of(Logprobs.list(tokens))).putNull("refusal").build();
  }
}
