package dev.ponder.api;

import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import dev.ponder.protocol.objects.PageRequest;
import dev.ponder.protocol.responses.Conversations;
import dev.ponder.protocol.responses.Include;
import dev.ponder.protocol.responses.Items;
import dev.ponder.protocol.responses.Responses;
import dev.ponder.protocol.responses.Unknown;
import dev.ponder.state.Kind;
import dev.ponder.state.Reader;
import dev.ponder.state.StateException;
import dev.ponder.state.StoredObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What can be done with conversations. Their items change only for whoever has hold of them, see
/// [Holds]; they stay until they are deleted.
public final class ConversationOperations {
  private static final String METADATA = "metadata";

  private final Foundation foundation;
  private final Holds holds;

  ConversationOperations(Foundation foundation, Holds holds) {
    this.foundation = foundation;
    this.holds = holds;
  }

  /// Begins a conversation.
  ///
  /// @throws Problem.Exceptional when the request cannot be honoured
  public Json.Obj create(Caller caller, Json body) {
    Conversations.Creation creation = Conversations.decodeCreation(body, Ids::next);
    String id = Ids.next("conv_");
    Instant now = foundation.clock().instant();
    Json.Obj stored = Json.object().put(METADATA, creation.metadata()).build();
    StoredObject object = StoredObject.of(Kind.CONVERSATION, id, caller.owner(), now, stored);
    foundation
        .state()
        .write(writer -> {
          writer.insert(object);
          List<Json.Obj> items = resolved(writer, caller, creation.items());
          Shelf.append(writer, caller.owner(), Shelf.conversation(id), items);
          return true;
        });
    return described(object);
  }

  /// The conversation of that id.
  ///
  /// @throws Problem.Exceptional when there is none
  public Json.Obj retrieve(Caller caller, String id) {
    return described(foundation.state().read(reader -> find(reader, caller, id)));
  }

  /// Gives a conversation other metadata.
  ///
  /// @throws Problem.Exceptional when there is no such conversation, or the request cannot be
  ///   honoured
  public Json.Obj update(Caller caller, String id, Json body) {
    Json.Obj metadata = Conversations.decodeUpdate(body);
    Json.Obj stored = Json.object().put(METADATA, metadata).build();
    return described(
        foundation
            .state()
            .write(writer ->
                writer.update(Kind.CONVERSATION, caller.owner(), id, now -> now.withBody(stored)))
            .orElseThrow(() -> Unknown.conversation(id).exception()));
  }

  /// Deletes a conversation with its items; the responses in it stay.
  ///
  /// @throws Problem.Exceptional when there is none, or somebody works on it
  public Json.Obj delete(Caller caller, String id) {
    retrieve(caller, id);
    try (Holds.Hold _ = holds.take(caller.owner(), id)) {
      boolean deleted =
          foundation.state().write(writer -> writer.delete(Kind.CONVERSATION, caller.owner(), id));
      if (!deleted) {
        throw Unknown.conversation(id).exception();
      }
      foundation.responder().forget(caller.owner(), id);
      return Conversations.deleted(id);
    }
  }

  // Items

  /// Adds items to the end of a conversation.
  ///
  /// @return a list of them
  /// @throws Problem.Exceptional when it cannot be done
  public Json.Obj append(Caller caller, String id, Json body, List<String> include) {
    Set<Include> shown = Responses.decodeInclude(include);
    List<Json.Obj> items = Conversations.decodeItems(body, Ids::next);
    retrieve(caller, id);
    try (Holds.Hold _ = holds.take(caller.owner(), id)) {
      List<Json.Obj> added =
          foundation
              .state()
              .write(writer -> {
                List<Json.Obj> resolved = resolved(writer, caller, items);
                Shelf.append(writer, caller.owner(), Shelf.conversation(id), resolved);
                return resolved;
              });
      List<Json.Obj> seen = added.stream().map(item -> Items.shown(item, shown)).toList();
      return Items.list(seen, Items.More.LAST_PAGE);
    } catch (StateException e) {
      throw refused(e, id);
    }
  }

  /// A page of a conversation's items.
  ///
  /// @throws Problem.Exceptional when there is no such conversation, or no such page
  public Json.Obj items(Caller caller, String id, PageRequest page, List<String> include) {
    Set<Include> shown = Responses.decodeInclude(include);
    return foundation
        .state()
        .read(reader -> {
          find(reader, caller, id);
          return ItemPages.page(reader, caller.owner(), Shelf.conversation(id), page, shown);
        });
  }

  /// One item of a conversation.
  ///
  /// @throws Problem.Exceptional when there is none
  public Json.Obj item(Caller caller, String id, String itemId, List<String> include) {
    Set<Include> shown = Responses.decodeInclude(include);
    return foundation
        .state()
        .read(reader -> {
          find(reader, caller, id);
          return reader
              .item(Shelf.conversation(id), caller.owner(), itemId)
              .map(item -> Items.shown(item.body(), shown));
        })
        .orElseThrow(() -> Unknown.conversationItem(itemId).exception());
  }

  /// Takes an item out of a conversation.
  ///
  /// @return the conversation
  /// @throws Problem.Exceptional when there is no such item, or somebody works on the conversation
  public Json.Obj deleteItem(Caller caller, String id, String itemId) {
    Json.Obj conversation = retrieve(caller, id);
    try (Holds.Hold _ = holds.take(caller.owner(), id)) {
      boolean deleted =
          foundation
              .state()
              .write(writer -> writer.deleteItem(Shelf.conversation(id), caller.owner(), itemId));
      if (!deleted) {
        throw Unknown.conversationItem(itemId).exception();
      }
      return conversation;
    }
  }

  private static List<Json.Obj> resolved(Reader reader, Caller caller, List<Json.Obj> items) {
    return Items.resolved(items, itemId -> Shelf.item(reader, caller.owner(), itemId));
  }

  private static StoredObject find(Reader reader, Caller caller, String id) {
    return reader
        .find(Kind.CONVERSATION, caller.owner(), id)
        .orElseThrow(() -> Unknown.conversation(id).exception());
  }

  private static Json.Obj described(StoredObject object) {
    Json metadata = object.body().member(METADATA).orElseThrow();
    return Conversations.conversation(
        object.id(), object.created().getEpochSecond(), (Json.Obj) metadata);
  }

  private static RuntimeException refused(StateException e, String id) {
    return switch (e.reason()) {
      case PRESENT ->
          new Problem(
                  Problem.Kind.INVALID_REQUEST,
                  "The conversation has an item of one of these ids already.",
                  Optional.of("items"),
                  Optional.empty())
              .exception();
      case ABSENT -> Unknown.conversation(id).exception();
      case TOO_LARGE,
          IN_USE,
          FULL,
          READ_ONLY,
          DAMAGED,
          NEWER,
          MISNAMED,
          UNREACHABLE,
          CLOSED,
          FAILED ->
          e;
    };
  }
}
