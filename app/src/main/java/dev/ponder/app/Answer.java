package dev.ponder.app;

import dev.ponder.core.FinishReason;
import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import dev.ponder.core.ResponseEvent;
import dev.ponder.core.Usage;
import java.util.Optional;

/// The events of one answer, folded.
final class Answer {
  private final StringBuilder reasoning = new StringBuilder();
  private final StringBuilder text = new StringBuilder();
  private String model = "";
  private Optional<ResponseEvent.Finished> finished = Optional.empty();

  void accept(ResponseEvent event) {
    switch (event) {
      case ResponseEvent.Started(String version) -> model = version;
      case ResponseEvent.ReasoningDelta(String delta) -> reasoning.append(delta);
      case ResponseEvent.TextDelta delta -> text.append(delta.text());
      // The command line offers no tools.
      case ResponseEvent.ToolCallStarted _,
          ResponseEvent.ToolCallDelta _,
          ResponseEvent.ToolCallEnded _ -> {}
      case ResponseEvent.Finished end -> finished = Optional.of(end);
      case ResponseEvent.Failed(Problem problem) -> throw problem.exception();
    }
  }

  String reasoning() {
    return reasoning.toString();
  }

  String text() {
    return text.toString();
  }

  Optional<Usage> usage() {
    return finished.map(ResponseEvent.Finished::usage);
  }

  Json.Obj json() {
    Json.Builder out =
        Json.object()
            .put("model", model)
            .put("reasoning", reasoning.toString())
            .put("answer", text.toString());
    finished.ifPresent(
        end -> out.put("finish_reason", name(end.reason())).put("usage", json(end.usage())));
    return out.build();
  }

  private static String name(FinishReason reason) {
    return switch (reason) {
      case STOP -> "stop";
      case TOOL_CALLS -> "tool_calls";
      case LENGTH -> "length";
    };
  }

  private static Json.Obj json(Usage usage) {
    return Json.object()
        .put("prompt_tokens", usage.inputTokens())
        .put("cached_tokens", usage.cachedTokens())
        .put("completion_tokens", usage.outputTokens())
        .put("reasoning_tokens", usage.reasoningTokens())
        .build();
  }
}
