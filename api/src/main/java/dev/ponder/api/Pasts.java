package dev.ponder.api;

import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import dev.ponder.protocol.responses.CreateRequest;
import dev.ponder.protocol.responses.Unknown;
import dev.ponder.state.Kind;
import dev.ponder.state.Reader;
import dev.ponder.state.StoredObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Finds what came before a request, for one owner.
///
/// A response that continues another stores its own items only; so what came before is found by
/// walking from response to response. How far, and how much that may be, is bounded: far beyond
/// what any model's context takes.
final class Pasts {
  private static final int LONGEST = 2000;
  private static final long HEAVIEST = 64 << 20;

  private final Reader reader;
  private final String owner;
  private final Deque<List<Json.Obj>> found = new ArrayDeque<>();
  private long weight;

  private Pasts(Reader reader, String owner) {
    this.reader = reader;
    this.owner = owner;
  }

  /// What came before that request.
  ///
  /// @param recollection what its connection remembers
  /// @throws Problem.Exceptional when it is not there, not complete, or too much
  static Past before(
      CreateRequest.Context context,
      Optional<Recollection> recollection,
      Reader reader,
      String owner) {
    return switch (context) {
      case CreateRequest.Context.Fresh() -> Past.NONE;
      case CreateRequest.Context.In(String id) -> conversation(reader, owner, id);
      case CreateRequest.Context.After(String id) ->
          recollection
              .filter(remembered -> remembered.responseId().equals(id))
              .map(remembered -> new Past(remembered.items(), new Past.Source.Connection()))
              .orElseGet(() -> new Pasts(reader, owner).after(id));
    };
  }

  private static Past conversation(Reader reader, String owner, String id) {
    if (reader.find(Kind.CONVERSATION, owner, id).isEmpty()) {
      throw Unknown.conversation(id).exception();
    }
    List<Json.Obj> items = Shelf.items(reader, owner, Shelf.conversation(id));
    return new Past(items, new Past.Source.Conversation(id));
  }

  private Past after(String last) {
    Optional<String> next = Optional.of(last);
    for (int length = 0; next.isPresent(); length++) {
      if (length == LONGEST) {
        throw tooMuch();
      }
      String id = next.get();
      StoredObject response =
          reader
              .find(Kind.RESPONSE, owner, id)
              .orElseThrow(() -> Unknown.previousResponse(id).exception());
      if (response.attributes().containsKey(Shelf.PENDING)) {
        throw unfinished(id);
      }
      next = step(response);
    }
    return new Past(found.stream().flatMap(List::stream).toList(), new Past.Source.Responses(last));
  }

  /// Takes the items of a response and returns the id of the one before.
  private Optional<String> step(StoredObject response) {
    String id = response.id();
    List<Json.Obj> output = Shelf.items(reader, owner, Shelf.response(id, Shelf.OUTPUT));
    Optional<List<Json.Obj>> conversation = conversationUpTo(response, output);
    if (conversation.isPresent()) {
      prepend(conversation.get());
      return Optional.empty();
    }
    prepend(output);
    prepend(Shelf.items(reader, owner, Shelf.response(id, Shelf.INPUT)));
    prepend(Shelf.earlier(reader, owner, id));
    return Optional.ofNullable(response.attributes().get(Shelf.PREVIOUS));
  }

  /// What a response in a conversation followed is that conversation, up to its own output.
  private Optional<List<Json.Obj>> conversationUpTo(StoredObject response, List<Json.Obj> output) {
    String conversation = response.attributes().getOrDefault(Shelf.CONVERSATION, "");
    if (conversation.isEmpty() || output.isEmpty()) {
      return Optional.empty();
    }
    List<Json.Obj> items = Shelf.items(reader, owner, Shelf.conversation(conversation));
    int end = items.indexOf(output.getLast());
    return end < 0 ? Optional.empty() : Optional.of(items.subList(0, end + 1));
  }

  private void prepend(List<Json.Obj> items) {
    for (Json.Obj item : items) {
      weight += Weight.of(item);
    }
    if (weight > HEAVIEST) {
      throw tooMuch();
    }
    found.addFirst(items);
  }

  private static Problem.Exceptional tooMuch() {
    return Problem.invalid(
            "previous_response_id",
            "context_length_exceeded",
            "The responses that lead to this one are too many or too large to be read again; start"
                + " anew, or compact them.")
        .exception();
  }

  private static Problem.Exceptional unfinished(String id) {
    return Problem.invalid(
            "previous_response_id",
            "previous_response_in_progress",
            "Previous response with id '" + id + "' is not over yet; continue from it when it is.")
        .exception();
  }
}
