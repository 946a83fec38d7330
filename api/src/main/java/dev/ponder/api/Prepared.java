package dev.ponder.api;

import dev.ponder.core.Json;
import dev.ponder.core.Lineage;
import dev.ponder.core.ModelInfo;
import dev.ponder.core.ResponseRequest;
import dev.ponder.protocol.responses.CreateRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A request with everything that it refers to.
///
/// @param request its input has no references any more
/// @param asked what to ask of the model
record Prepared(
    Caller caller, CreateRequest request, ModelInfo model, Past past, ResponseRequest asked) {

  /// What to ask for a response of that id: what can be gone on from, the response or its
  /// conversation, is worth keeping ready for that.
  ResponseRequest asked(String id) {
    return switch (request.context()) {
      case CreateRequest.Context.In(String conversation) ->
          asked.withLineage(new Lineage(Optional.of(conversation), conversation));
      case CreateRequest.Context.After(String previous) ->
          request.store() ? asked.withLineage(new Lineage(Optional.of(previous), id)) : asked;
      case CreateRequest.Context.Fresh() ->
          request.store() ? asked.withLineage(new Lineage(Optional.empty(), id)) : asked;
    };
  }

  /// All items of the conversation, up to and with these.
  List<Json.Obj> upTo(List<Json.Obj> output) {
    List<Json.Obj> all = new ArrayList<>(past.items());
    all.addAll(request.input());
    all.addAll(output);
    return all;
  }
}
