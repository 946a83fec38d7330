package dev.ponder.api;

import dev.ponder.core.Cancelled;
import dev.ponder.core.Conversation;
import dev.ponder.core.Json;
import dev.ponder.core.ModelInfo;
import dev.ponder.core.Problem;
import dev.ponder.core.ResponseRequest;
import dev.ponder.protocol.Models;
import dev.ponder.protocol.responses.CreateRequest;
import dev.ponder.protocol.responses.Items;
import dev.ponder.state.Reader;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Finds everything that a request refers to: the model, what came before, items.
final class Preparation {
  private final Foundation foundation;
  private final Seals seals;
  private final Truncation truncation;

  Preparation(Foundation foundation, Seals seals) {
    this.foundation = foundation;
    this.seals = seals;
    this.truncation = new Truncation(foundation.responder());
  }

  private record Resolved(CreateRequest request, Past past) {}

  /// Prepares a request.
  ///
  /// @param recollection what its connection remembers
  /// @throws Problem.Exceptional when something is not there, or does not fit together
  Prepared prepare(Caller caller, CreateRequest request, Optional<Recollection> recollection)
      throws Cancelled {
    ModelInfo model = model(request);
    Resolved resolved =
        foundation.state().read(reader -> resolved(reader, caller.owner(), request, recollection));
    Conversation conversation =
        Items.conversation(
            resolved.request(), resolved.past().items(), seals.sealer(caller.owner()));
    ResponseRequest asked =
        resolved.request().settings().withConversation(conversation).withOwner(caller.owner());
    ResponseRequest fitting =
        switch (request.truncation()) {
          case DISABLED -> asked;
          case AUTO -> truncation.fitted(asked, model);
        };
    return new Prepared(caller, resolved.request(), model, resolved.past(), fitting);
  }

  /// A request whose conversation is cut to what the model takes, whatever the client asked for.
  ResponseRequest fitted(ResponseRequest asked, ModelInfo model) throws Cancelled {
    return truncation.fitted(asked, model);
  }

  private ModelInfo model(CreateRequest request) {
    return foundation
        .catalog()
        .find(request.model())
        .orElseThrow(() -> Models.unknown(request.model()).exception());
  }

  private static Resolved resolved(
      Reader reader, String owner, CreateRequest request, Optional<Recollection> recollection) {
    Function<String, Optional<Json.Obj>> stored =
        id ->
            recollection
                .flatMap(remembered -> remembered.item(id))
                .or(() -> Shelf.item(reader, owner, id));
    List<Json.Obj> input = Items.resolved(request.input(), stored);
    refuseRepeated(input);
    Past past = Pasts.before(request.context(), recollection, reader, owner);
    return new Resolved(request.withInput(input), past);
  }

  private static void refuseRepeated(List<Json.Obj> items) {
    Set<String> seen = new HashSet<>();
    for (Json.Obj item : items) {
      String id = Shelf.id(item);
      if (!seen.add(id)) {
        throw new Problem(
                Problem.Kind.INVALID_REQUEST,
                "Duplicate item found with id "
                    + id
                    + ". Remove duplicate items from your input and try again.",
                Optional.of("input"),
                Optional.empty())
            .exception();
      }
    }
  }
}
