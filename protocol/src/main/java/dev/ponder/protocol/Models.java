package dev.ponder.protocol;

import dev.ponder.core.Json;
import dev.ponder.core.ModelInfo;
import dev.ponder.core.Problem;
import dev.ponder.protocol.wire.Wording;
import java.util.List;
import java.util.Optional;

/// The wire format of `GET /v1/models` and `GET /v1/models/{id}`. Beside the four fields of the
/// OpenAI API an entry carries `version`, `context_length` and, once the model's file was read,
/// `sha256`.
public final class Models {
  private Models() {}

  /// The body that lists these models.
  public static String list(List<ModelInfo> models) {
    List<Json> data = models.stream().map(Models::entry).toList();
    return Json.object().put("object", "list").put("data", Json.of(data)).build().text();
  }

  /// The body that describes one model.
  public static String one(ModelInfo model) {
    return entry(model).text();
  }

  /// The problem of asking for a model that is not there.
  public static Problem unknown(String name) {
    String message =
        "The model '"
            + Wording.clipped(name)
            + "' does not exist or you do not have access to it. GET /v1/models lists what exists.";
    return new Problem(
        Problem.Kind.NOT_FOUND, message, Optional.of("model"), Optional.of("model_not_found"));
  }

  private static Json entry(ModelInfo model) {
    Json.Builder entry =
        Json.object()
            .put("id", model.id())
            .put("object", "model")
            .put("created", model.created().getEpochSecond())
            .put("owned_by", "ponder")
            .put("version", model.version());
    model.sha256().ifPresent(digest -> entry.put("sha256", digest));
    return entry.put("context_length", model.contextLength()).build();
  }
}
