package dev.ponder.protocol.responses;

import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import dev.ponder.protocol.Profile;
import dev.ponder.protocol.wire.Cursor;
import dev.ponder.protocol.wire.Metadata;
import java.util.List;
import java.util.Set;

/// The wire format of OpenAI's Conversations API. Lists of items are [Items#list].
public final class Conversations {
  private static final int MAX_ITEMS = 20;

  private Conversations() {}

  /// A new conversation.
  ///
  /// @param items those it begins with, see [CreateRequest#input()]
  /// @param metadata strings by name
  public record Creation(List<Json.Obj> items, Json.Obj metadata) {
    public Creation {
      items = List.copyOf(items);
    }
  }

  /// Reads the body of `POST /v1/conversations`.
  ///
  /// @throws Problem.Exceptional when it is not a request that can be honoured
  public static Creation decodeCreation(Json body, IdSource ids) {
    Cursor root = Cursor.root(body);
    root.allow(Set.of("items", "metadata"));
    return new Creation(
        root.optional("items").map(field -> items(field, ids)).orElse(List.of()),
        root.optional("metadata").map(Metadata::read).orElse(Json.object().build()));
  }

  /// Reads the metadata in the body of `POST /v1/conversations/{id}`.
  ///
  /// @throws Problem.Exceptional when it is not a request that can be honoured
  public static Json.Obj decodeUpdate(Json body) {
    Cursor root = Cursor.root(body);
    root.allow(Set.of("metadata"));
    return Metadata.read(root.required("metadata"));
  }

  /// Reads the items in the body of `POST /v1/conversations/{id}/items`.
  ///
  /// @throws Problem.Exceptional when it is not a request that can be honoured
  public static List<Json.Obj> decodeItems(Json body, IdSource ids) {
    Cursor root = Cursor.root(body);
    root.allow(Set.of("items"));
    return items(root.required("items"), ids);
  }

  private static List<Json.Obj> items(Cursor field, IdSource ids) {
    return new ItemDecoder(Profile.LENIENT, ids).items(field, MAX_ITEMS, "an array of objects");
  }

  /// The object that describes a conversation.
  ///
  /// @param created seconds since 1970
  public static Json.Obj conversation(String id, long created, Json.Obj metadata) {
    return Json.object()
        .put("id", id)
        .put("object", "conversation")
        .put("created_at", created)
        .put("metadata", metadata)
        .build();
  }

  /// The body that answers a deletion.
  public static Json.Obj deleted(String id) {
    return Json.object()
        .put("id", id)
        .put("object", "conversation.deleted")
        .put("deleted", true)
        .build();
  }
}
