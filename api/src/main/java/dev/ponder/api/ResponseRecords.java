package dev.ponder.api;

import dev.ponder.core.Json;
import dev.ponder.protocol.responses.CreateRequest;
import dev.ponder.protocol.responses.ResponseEncoder;
import dev.ponder.protocol.responses.Responses;
import dev.ponder.state.Kind;
import dev.ponder.state.StateException;
import dev.ponder.state.StoredObject;
import dev.ponder.state.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Writes responses down, each step in one transaction.
final class ResponseRecords {
  private static final Set<String> WITH_RESULT = Set.of("completed", "incomplete");

  private final Foundation foundation;

  ResponseRecords(Foundation foundation) {
    this.foundation = foundation;
  }

  /// Keeps a response that its client waits for: nothing before it is over, then what the request
  /// allows.
  Keeper foreground(Prepared prepared, String id) {
    return new Keeper() {
      @Override
      public void began(ResponseEncoder encoder) {}

      @Override
      public void ended(ResponseEncoder encoder, List<StreamEvent> last) {
        CreateRequest request = prepared.request();
        boolean joins = prepared.past().source() instanceof Past.Source.Conversation;
        if (request.store() || joins) {
          foundation.state().write(writer -> stored(writer, prepared, id, encoder));
        }
      }
    };
  }

  /// Keeps a response that is made in the background, from the beginning on.
  Keeper background(Prepared prepared, String id, EventLog log) {
    return new Keeper() {
      @Override
      public void began(ResponseEncoder encoder) {
        Json.Obj body = Shelf.withoutOutput(encoder.kept());
        foundation.state().write(writer -> pending(writer, prepared, id, o -> o.withBody(body)));
      }

      @Override
      public void ended(ResponseEncoder encoder, List<StreamEvent> last) {
        List<StreamEvent> events = new ArrayList<>();
        if (streams(prepared.request())) {
          events.addAll(log.events());
          events.addAll(last);
        }
        try {
          foundation
              .state()
              .write(writer -> {
                boolean waited = settled(writer, prepared, id, encoder);
                if (waited) {
                  Shelf.events(writer, prepared.caller().owner(), id, events);
                }
                return waited;
              });
        } catch (StateException e) {
          abandon(prepared, id, encoder);
          throw e;
        }
      }
    };
  }

  /// What cannot be stored must not seem to go on.
  private void abandon(Prepared prepared, String id, ResponseEncoder encoder) {
    Json.Obj failed = Responses.failed(Shelf.withoutOutput(encoder.kept()), Problems.notStored());
    foundation
        .state()
        .write(writer -> pending(writer, prepared, id, object -> finished(object, failed)));
  }

  /// Stores a response that waits for its turn, so that it is there whatever happens.
  void queued(Submission submission, Prepared prepared, String id, ResponseEncoder encoder) {
    Map<String, String> attributes = attributes(prepared);
    boolean streams = streams(prepared.request());
    attributes.put(Shelf.BACKGROUND, streams ? Shelf.STREAMED : Shelf.POLLED);
    attributes.put(Shelf.PENDING, Shelf.YES);
    attributes.put(Shelf.PROFILE, submission.caller().profile().name());
    StoredObject object = object(prepared, id, encoder).withAttributes(attributes);
    String owner = prepared.caller().owner();
    foundation
        .state()
        .write(writer -> {
          writer.insert(object);
          Shelf.append(writer, owner, Shelf.response(id, Shelf.INPUT), prepared.request().input());
          Shelf.request(writer, owner, id, submission.body());
          return true;
        });
  }

  private boolean stored(Writer writer, Prepared prepared, String id, ResponseEncoder encoder) {
    CreateRequest request = prepared.request();
    String owner = prepared.caller().owner();
    if (request.store()) {
      writer.insert(object(prepared, id, encoder));
      if (prepared.past().source() instanceof Past.Source.Connection) {
        Shelf.earlier(writer, owner, id, prepared.past().items());
      }
      Shelf.append(writer, owner, Shelf.response(id, Shelf.INPUT), request.input());
      Shelf.append(writer, owner, Shelf.response(id, Shelf.OUTPUT), encoder.output());
    }
    join(writer, prepared, encoder);
    return true;
  }

  /// Stores what came of a response that waited; false when it does not wait any more: it was
  /// deleted, or cancelled.
  private boolean settled(Writer writer, Prepared prepared, String id, ResponseEncoder encoder) {
    Json.Obj body = Shelf.withoutOutput(encoder.kept());
    if (!pending(writer, prepared, id, object -> finished(object, body))) {
      return false;
    }
    String owner = prepared.caller().owner();
    Shelf.append(writer, owner, Shelf.response(id, Shelf.OUTPUT), encoder.output());
    Shelf.forgetRequest(writer, owner, id);
    join(writer, prepared, encoder);
    return true;
  }

  private static boolean pending(
      Writer writer, Prepared prepared, String id, UnaryOperator<StoredObject> change) {
    String owner = prepared.caller().owner();
    boolean waits =
        writer
            .find(Kind.RESPONSE, owner, id)
            .filter(object -> object.attributes().containsKey(Shelf.PENDING))
            .isPresent();
    return waits && writer.update(Kind.RESPONSE, owner, id, change).isPresent();
  }

  /// A response that waited, with what came of it.
  static StoredObject finished(StoredObject object, Json.Obj body) {
    Map<String, String> attributes = new LinkedHashMap<>(object.attributes());
    attributes.keySet().removeAll(Set.of(Shelf.PENDING, Shelf.PROFILE, Shelf.STARTS));
    return object.withAttributes(attributes).withBody(body);
  }

  /// A response that has a result joins its conversation: its input, then its output.
  private static void join(Writer writer, Prepared prepared, ResponseEncoder encoder) {
    String status = Shelf.text(encoder.kept(), "status").orElseThrow();
    if (prepared.past().source() instanceof Past.Source.Conversation(String conversation)
        && WITH_RESULT.contains(status)) {
      List<Json.Obj> items = new ArrayList<>(prepared.request().input());
      items.addAll(encoder.output());
      Shelf.append(
          writer,
          prepared.caller().owner(),
          Shelf.conversation(conversation),
          distinct(items, prepared.past().items()));
    }
  }

  /// The items, those under new ids whose id is in the conversation already.
  private static List<Json.Obj> distinct(List<Json.Obj> items, List<Json.Obj> present) {
    Set<String> taken = new HashSet<>();
    present.forEach(item -> taken.add(Shelf.id(item)));
    return items.stream()
        .map(item ->
            taken.add(Shelf.id(item))
                ? item
                : Shelf.with(item, "id", Json.of(Ids.next(prefix(Shelf.id(item))))))
        .toList();
  }

  private static String prefix(String id) {
    return id.substring(0, id.indexOf('_') + 1);
  }

  private StoredObject object(Prepared prepared, String id, ResponseEncoder encoder) {
    Instant now = foundation.clock().instant();
    StoredObject object =
        StoredObject.of(
                Kind.RESPONSE,
                id,
                prepared.caller().owner(),
                now,
                Shelf.withoutOutput(encoder.kept()))
            .withAttributes(attributes(prepared));
    return foundation.keeping().expiry(now).map(object::withExpires).orElse(object);
  }

  private static Map<String, String> attributes(Prepared prepared) {
    Map<String, String> attributes = new LinkedHashMap<>();
    switch (prepared.past().source()) {
      case Past.Source.Responses(String last) -> attributes.put(Shelf.PREVIOUS, last);
      case Past.Source.Conversation(String id) -> attributes.put(Shelf.CONVERSATION, id);
      case Past.Source.Nowhere(), Past.Source.Connection() -> {}
    }
    return attributes;
  }

  private static boolean streams(CreateRequest request) {
    return switch (request.delivery()) {
      case CreateRequest.Delivery.Stream _ -> true;
      case CreateRequest.Delivery.Whole() -> false;
    };
  }
}
