package dev.ponder.protocol;

import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import dev.ponder.protocol.wire.Cursor;
import dev.ponder.protocol.wire.Metadata;
import dev.ponder.protocol.wire.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The wire format of chat completions that are kept, `GET /v1/chat/completions` and below.
public final class StoredCompletions {
  /// What is told of the request again, and how when it said nothing.
  private static final Map<String, Json> ASKED =
      Map.of(
          "temperature", Json.of(1),
          "top_p", Json.of(1),
          "presence_penalty", Json.of(0),
          "frequency_penalty", Json.of(0));

  private static final List<String> REPEATED =
      List.of(
          "temperature",
          "top_p",
          "presence_penalty",
          "frequency_penalty",
          "seed",
          "tools",
          "tool_choice",
          "response_format");

  private static final Set<String> TOLD = Set.of("content", "id", "role");

  private StoredCompletions() {}

  /// A completion as it is retrieved later: the answer, and of the request what shaped it.
  ///
  /// @param completion the body of the whole answer
  public static Json.Obj kept(ChatRequest request, Json.Obj completion) {
    Json.Obj asked = request.notes().stored().orElseGet(Json.object()::build);
    Json.Builder kept = copy(completion);
    for (String name : REPEATED) {
      kept.put(name, asked.member(name).orElse(ASKED.getOrDefault(name, new Json.Null())));
    }
    kept.put("input_user", asked.member("user").orElseGet(Json.Null::new));
    return kept.put("metadata", request.notes().metadata()).build();
  }

  /// The messages of the request as they are listed, oldest first.
  ///
  /// @param id of the completion, from which the messages get theirs
  public static List<Json.Obj> messages(ChatRequest request, String id) {
    List<Json.Obj> messages = new ArrayList<>();
    request
        .notes()
        .stored()
        .flatMap(asked -> asked.member("messages"))
        .ifPresent(all -> {
          if (all instanceof Json.Arr(List<Json> elements)) {
            elements.forEach(each -> messages.add(message(each, id + "-" + messages.size())));
          }
        });
    return messages;
  }

  private static Json.Obj message(Json asked, String id) {
    Json.Builder message = Json.object().put("id", id);
    if (!(asked instanceof Json.Obj said)) {
      return message.build();
    }
    Json content = said.member("content").orElseGet(Json.Null::new);
    boolean parts = content instanceof Json.Arr;
    message
        .put("role", said.member("role").orElseGet(Json.Null::new))
        .put("content", parts ? new Json.Null() : content)
        .put("content_parts", parts ? content : new Json.Null())
        .putNull("name")
        .putNull("refusal");
    said.members()
        .forEach((name, value) -> {
          if (!TOLD.contains(name)) {
            message.put(name, value);
          }
        });
    return message.build();
  }

  /// Reads the body of `POST /v1/chat/completions/{id}`: the metadata that replaces the old.
  ///
  /// @throws Problem.Exceptional when it is something else
  public static Json.Obj decodeUpdate(Json body) {
    Cursor update = Cursor.root(body);
    update.allow(Set.of("metadata"));
    update.required("metadata");
    return update.optional("metadata").map(Metadata::read).orElseGet(Json.object()::build);
  }

  /// A kept completion with other metadata.
  public static Json.Obj withMetadata(Json.Obj kept, Json.Obj metadata) {
    return copy(kept).put("metadata", metadata).build();
  }

  /// The body that answers a deletion.
  public static Json.Obj deleted(String id) {
    return Json.object()
        .put("object", "chat.completion.deleted")
        .put("id", id)
        .put("deleted", true)
        .build();
  }

  /// The problem of asking for a completion that is not kept.
  public static Problem unknown(String id) {
    return new Problem(
        Problem.Kind.NOT_FOUND,
        "Chat completion with id '"
            + Wording.clipped(id)
            + "' not found. Completions are kept only when they are asked for with `store`.",
        Optional.of("completion_id"),
        Optional.empty());
  }

  private static Json.Builder copy(Json.Obj original) {
    Json.Builder copy = Json.object();
    original.members().forEach(copy::put);
    return copy;
  }
}
