package dev.ponder.protocol.responses;

import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import dev.ponder.core.Usage;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a response object says beside its output.
final class Snapshot {
  static final String QUEUED = "queued";
  static final String IN_PROGRESS = "in_progress";
  static final String CANCELLED = "cancelled";

  private static final Set<String> RUNNING = Set.of(QUEUED, IN_PROGRESS);
  private static final Json NULL = new Json.Null();

  private final CreateRequest request;
  private final EncoderOptions options;
  private String status = IN_PROGRESS;
  private String model;
  private Json completedAt = NULL;
  private Json error = NULL;
  private Json incompleteDetails = NULL;
  private Optional<Usage> usage = Optional.empty();

  Snapshot(CreateRequest request, EncoderOptions options) {
    this.request = request;
    this.options = options;
    this.model = options.model().version();
  }

  void status(String now) {
    status = now;
  }

  /// @param version the exact model that answers
  void model(String version) {
    model = version;
  }

  boolean ended() {
    return !isRunning(status);
  }

  /// Whether a response of that status may still change.
  static boolean isRunning(String status) {
    return RUNNING.contains(status);
  }

  void completed(Usage counted) {
    status = "completed";
    usage = Optional.of(counted);
    completedAt = Json.of(options.clock().instant().getEpochSecond());
  }

  void incomplete(Usage counted) {
    status = "incomplete";
    usage = Optional.of(counted);
    incompleteDetails = Json.object().put("reason", "max_output_tokens").build();
  }

  void failed(Problem problem) {
    status = "failed";
    error = WireProblems.error(problem);
  }

  Json.Obj json(List<Json.Obj> output) {
    Json.Builder response =
        Json.object()
            .put("id", options.origin().id())
            .put("object", "response")
            .put("created_at", options.origin().created())
            .put("status", status)
            .put("completed_at", completedAt)
            .put("error", error)
            .put("incomplete_details", incompleteDetails)
            .put("model", model)
            .put("output", Json.of(output))
            .put("usage", usage.map(Snapshot::usage).orElse(NULL));
    request.echo().members().forEach(response::put);
    return response.build();
  }

  /// The counts of an answer.
  static Json usage(Usage usage) {
    return Json.object()
        .put("input_tokens", usage.inputTokens())
        .put(
            "input_tokens_details",
            Json.object()
                .put("cached_tokens", usage.cachedTokens())
                .put("cache_write_tokens", 0)
                .build())
        .put("output_tokens", usage.outputTokens())
        .put(
            "output_tokens_details",
            Json.object().put("reasoning_tokens", usage.reasoningTokens()).build())
        .put("total_tokens", (long) usage.inputTokens() + usage.outputTokens())
        .build();
  }
}
