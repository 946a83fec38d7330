package dev.ponder.protocol.anthropic;

import dev.ponder.core.Json;
import dev.ponder.core.ModelInfo;
import dev.ponder.core.ResponseEvent;
import dev.ponder.core.Usage;
import dev.ponder.protocol.anthropic.MessagesRequest.Caching;
import dev.ponder.protocol.anthropic.MessagesRequest.Thoughts;
import java.util.List;
import java.util.Optional;

/// What the whole answer and the stream have in common.
record Envelope(MessagesRequest request, ModelInfo model, MessageOrigin origin) {

  /// What the client gets of the thinking: a model that hides it has its blocks sealed.
  Thoughts thoughts() {
    return switch (model.visibility()) {
      case REASONING_SHOWN -> request.thoughts();
      case REASONING_HIDDEN ->
          request.thoughts() == Thoughts.SHOWN ? Thoughts.SEALED : request.thoughts();
    };
  }

  /// The message: as it ends, or as it begins when there is no ending yet. It names the model as it
  /// was asked for: agents give thoughts back only to the model that they believe had them.
  Json.Obj message(List<Json> content, Optional<ResponseEvent.Finished> ending) {
    Usage usage = ending.map(ResponseEvent.Finished::usage).orElseGet(this::beginning);
    Json.Builder message =
        Json.object()
            .put("id", origin.id())
            .put("type", "message")
            .put("role", "assistant")
            .put("model", request.request().model())
            .put("content", Json.of(content))
            .put("stop_reason", nullable(ending.map(this::stopReason)))
            .put("stop_sequence", nullable(ending.flatMap(ResponseEvent.Finished::stop)))
            .putNull("stop_details")
            .putNull("container")
            .putNull("diagnostics")
            .put(
                "usage",
                counts(usage)
                    .put("cache_creation", creation(usage))
                    .put("service_tier", "standard")
                    .put("speed", "standard")
                    .putNull("inference_geo")
                    .build());
    contextManagement().ifPresent(edits -> message.put("context_management", edits));
    return message.build();
  }

  /// What is known before the first token.
  private Usage beginning() {
    return new Usage(origin.inputTokens(), 0, 0, 0);
  }

  /// The event that tells how a stream ended, beside its type.
  Json.Builder ending(ResponseEvent.Finished finished) {
    Json delta =
        Json.object()
            .put("stop_reason", stopReason(finished))
            .put("stop_sequence", nullable(finished.stop()))
            .putNull("stop_details")
            .putNull("container")
            .build();
    Json.Builder event =
        Json.object()
            .put("type", "message_delta")
            .put("delta", delta)
            .put("usage", counts(finished.usage()).build());
    contextManagement().ifPresent(edits -> event.put("context_management", edits));
    return event;
  }

  private Optional<Json> contextManagement() {
    return request
        .edits()
        .map(edits -> Json.object().put("applied_edits", Json.of(edits.applied())).build());
  }

  private String stopReason(ResponseEvent.Finished finished) {
    return switch (finished.reason()) {
      case STOP -> finished.stop().isPresent() ? "stop_sequence" : "end_turn";
      case TOOL_CALLS -> "tool_use";
      case LENGTH ->
          finished.usage().outputTokens() < request.request().maxOutputTokens().orElse(0)
              ? "model_context_window_exceeded"
              : "max_tokens";
    };
  }

  private Json.Builder counts(Usage usage) {
    return Json.object()
        .put("input_tokens", usage.inputTokens() - usage.cachedTokens() - created(usage))
        .put("cache_creation_input_tokens", created(usage))
        .put("cache_read_input_tokens", usage.cachedTokens())
        .put("output_tokens", usage.outputTokens())
        .put(
            "output_tokens_details",
            Json.object().put("thinking_tokens", usage.reasoningTokens()).build())
        .putNull("server_tool_use");
  }

  /// Where the client marked what to cache, all that was not in the cache is now, but for the last
  /// token, which is computed each time.
  private int created(Usage usage) {
    int computed = usage.inputTokens() - usage.cachedTokens();
    return request.caching() == Caching.UNMARKED ? 0 : Math.max(0, computed - 1);
  }

  private Json creation(Usage usage) {
    int created = created(usage);
    boolean hour = request.caching() == Caching.ONE_HOUR;
    return Json.object()
        .put("ephemeral_5m_input_tokens", hour ? 0 : created)
        .put("ephemeral_1h_input_tokens", hour ? created : 0)
        .build();
  }

  static Json nullable(Optional<String> text) {
    return text.<Json>map(Json::of).orElseGet(Json.Null::new);
  }
}
