package dev.ponder.protocol.anthropic;

import dev.ponder.core.Json;
import dev.ponder.core.ModelInfo;
import dev.ponder.core.Problem;
import java.util.List;
import java.util.Optional;

/// The wire format of `GET /v1/models` and `GET /v1/models/{id}` for Anthropic's clients.
public final class MessagesModels {
  private MessagesModels() {}

  /// Which part of the list is wanted.
  ///
  /// @param limit at most this many
  /// @param afterId those after this one
  /// @param beforeId those before this one, the nearest
  public record Page(int limit, Optional<String> afterId, Optional<String> beforeId) {
    private static final int USUAL = 20;
    private static final int MOST = 1_000;

    /// The page that a query asks for.
    ///
    /// @throws Problem.Exceptional when the limit is no number from 1 to 1,000
    public static Page of(
        Optional<String> limit, Optional<String> afterId, Optional<String> beforeId) {
      return new Page(limit.map(Page::limit).orElse(USUAL), afterId, beforeId);
    }

    private static int limit(String text) {
      int limit = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
      if (limit < 1 || limit > MOST) {
        throw Problem.of(
                Problem.Kind.INVALID_REQUEST, "limit: Input should be a number from 1 to " + MOST)
            .exception();
      }
      return limit;
    }
  }

  /// The body that lists a page of these models.
  public static String list(List<ModelInfo> models, Page page) {
    List<String> ids = models.stream().map(ModelInfo::id).toList();
    int from = page.afterId().map(id -> place(ids, id) + 1).orElse(0);
    int to = page.beforeId().map(id -> place(ids, id)).orElse(ids.size());
    int count = Math.clamp(to - from, 0, page.limit());
    int first = page.beforeId().isPresent() ? Math.max(from, to - count) : from;
    boolean more = page.beforeId().isPresent() ? first > from : first + count < to;
    List<ModelInfo> shown = models.subList(first, first + count);
    return Json.object()
        .put("data", Json.of(shown.stream().map(MessagesModels::entry).toList()))
        .put("first_id", end(shown, 0))
        .put("last_id", end(shown, shown.size() - 1))
        .put("has_more", more)
        .build()
        .text();
  }

  private static int place(List<String> ids, String id) {
    int place = ids.indexOf(id);
    if (place < 0) {
      throw Problem.of(Problem.Kind.INVALID_REQUEST, "no model is called " + Place.clipped(id))
          .exception();
    }
    return place;
  }

  private static Json end(List<ModelInfo> shown, int index) {
    return shown.isEmpty() ? new Json.Null() : Json.of(shown.get(index).id());
  }

  /// The body that describes one model.
  public static String one(ModelInfo model) {
    return entry(model).text();
  }

  /// The problem of asking for a model that is not there.
  public static Problem unknown(String name) {
    return Problem.of(Problem.Kind.NOT_FOUND, "model: " + Place.clipped(name));
  }

  private static Json entry(ModelInfo model) {
    return Json.object()
        .put("type", "model")
        .put("id", model.id())
        .put("display_name", model.id())
        .put("created_at", model.created().toString())
        .put("max_input_tokens", model.contextLength())
        .put("max_tokens", model.contextLength())
        .put("capabilities", capabilities())
        .put("lifecycle", "active")
        .putNull("line")
        .putNull("deprecated_at")
        .putNull("retires_at")
        .build();
  }

  private static Json capabilities() {
    return Json.object()
        .put("batch", supported(false))
        .put("citations", supported(false))
        .put("code_execution", supported(false))
        .put("context_management", contextManagement())
        .put("effort", efforts())
        .put("image_input", supported(false))
        .put("pdf_input", supported(false))
        .put(
            "server_tools",
            Json.object()
                .put("supported", false)
                .put("code_execution", supported(false))
                .put("web_search", supported(false))
                .build())
        .put("structured_outputs", supported(true))
        .put("thinking", thinking())
        .build();
  }

  private static Json contextManagement() {
    return Json.object()
        .put("supported", true)
        .put("clear_thinking_20251015", supported(true))
        .put("clear_tool_uses_20250919", supported(true))
        .put("compact_20260112", supported(false))
        .build();
  }

  private static Json efforts() {
    return all("low", "medium", "high", "xhigh", "max").put("supported", true).build();
  }

  private static Json thinking() {
    return Json.object()
        .put("supported", true)
        .put("types", all("adaptive", "between_tools", "disabled", "enabled").build())
        .build();
  }

  private static Json.Builder all(String... names) {
    Json.Builder object = Json.object();
    for (String name : names) {
      object.put(name, supported(true));
    }
    return object;
  }

  private static Json supported(boolean is) {
    return Json.object().put("supported", is).build();
  }
}
