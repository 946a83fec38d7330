package dev.ponder.protocol.responses;

import dev.ponder.core.Json;
import dev.ponder.core.ResponseRequest;
import dev.ponder.protocol.wire.Cursor;
import dev.ponder.protocol.wire.Metadata;
import java.util.List;

/// The members of the response object that repeat the request, completed with what holds where it
/// said nothing.
///
/// @param body the request, checked
/// @param settings what it asks for
record Echo(Cursor body, ResponseRequest settings, CreateRequest.Context context) {
  private static final Json NULL = new Json.Null();

  Json.Obj json(List<Json> tools, Json.Obj text, Json.Obj reasoning) {
    Json.Builder echo =
        Json.object()
            .put("background", or("background", Json.of(false)))
            .put("frequency_penalty", settings.sampling().frequencyPenalty())
            .put("instructions", or("instructions", NULL))
            .put("max_output_tokens", or("max_output_tokens", NULL))
            .put("max_tool_calls", or("max_tool_calls", NULL))
            .put("parallel_tool_calls", or("parallel_tool_calls", Json.of(true)))
            .put("presence_penalty", settings.sampling().presencePenalty())
            .put("previous_response_id", or("previous_response_id", NULL))
            .put("prompt_cache_key", or("prompt_cache_key", NULL))
            .put("prompt_cache_retention", or("prompt_cache_retention", NULL))
            .put("reasoning", reasoning)
            .put("safety_identifier", or("safety_identifier", NULL))
            .put("service_tier", serviceTier())
            .put("store", or("store", Json.of(true)))
            .put("temperature", settings.sampling().temperature())
            .put("text", text)
            .put("tool_choice", or("tool_choice", Json.of("auto")))
            .put("tools", Json.of(tools))
            .put("top_logprobs", or("top_logprobs", Json.of(0)))
            .put("top_p", settings.sampling().topP())
            .put("truncation", or("truncation", Json.of("disabled")))
            .put("metadata", metadata());
    body.optional("user").ifPresent(user -> echo.put("user", user.value()));
    body.optional("prompt_cache_options")
        .ifPresent(each -> echo.put("prompt_cache_options", cache(each)));
    if (context instanceof CreateRequest.Context.In(String id)) {
      echo.put("conversation", Json.object().put("id", id).build());
    }
    return echo.build();
  }

  private Json or(String name, Json usual) {
    return body.optional(name).map(Cursor::value).orElse(usual);
  }

  /// There is one tier here, which is both the best and the default one.
  private Json serviceTier() {
    Json asked = or("service_tier", Json.of("default"));
    return asked.equals(Json.of("auto")) ? Json.of("default") : asked;
  }

  private Json metadata() {
    return body.optional("metadata").<Json>map(Metadata::read).orElse(Json.object().build());
  }

  private static Json cache(Cursor options) {
    return Json.object()
        .put("mode", options.optional("mode").map(Cursor::value).orElse(Json.of("implicit")))
        .put("ttl", options.optional("ttl").map(Cursor::value).orElse(Json.of("30m")))
        .build();
  }
}
