package dev.ponder.protocol.objects;

import dev.ponder.core.Json;

/// What became of one line of a batch: a line of its output file, or of its error file.
///
/// @param id of this request, `batch_req_…`
public record BatchResult(String id, String customId, Outcome outcome) {

  /// What came of it.
  public sealed interface Outcome {

    /// The answer that the request would have got by itself.
    ///
    /// @param requestId as in the header `x-request-id`
    /// @param body JSON text
    record Answered(int status, String requestId, String body) implements Outcome {}

    /// No answer at all.
    record Missed(String code, String message) implements Outcome {}
  }

  /// Whether it belongs into the output file, not the error file.
  public boolean succeeded() {
    return switch (outcome) {
      case Outcome.Answered(int status, _, _) -> status < 400;
      case Outcome.Missed _ -> false;
    };
  }

  /// The line, without its end.
  public String text() {
    StringBuilder out = new StringBuilder("{\"id\":");
    Json.quote(id, out);
    out.append(",\"custom_id\":");
    Json.quote(customId, out);
    switch (outcome) {
      case Outcome.Answered(int status, String requestId, String body) -> {
        out.append(",\"response\":{\"status_code\":").append(status).append(",\"request_id\":");
        Json.quote(requestId, out);
        out.append(",\"body\":").append(body).append("},\"error\":null}");
      }
      case Outcome.Missed(String code, String message) -> {
        Json.Obj error = Json.object().put("code", code).put("message", message).build();
        out.append(",\"response\":null,\"error\":").append(error.text()).append('}');
      }
    }
    return out.toString();
  }
}
