package dev.ponder.api;

import dev.ponder.core.Json;
import dev.ponder.core.ModelInfo;
import dev.ponder.core.ResponseRequest;
import dev.ponder.protocol.responses.CreateRequest;
import java.util.ArrayList;
import java.util.List;

/// A request with everything that it refers to.
///
/// @param request its input has no references any more
/// @param asked what to ask of the model
record Prepared(
    Caller caller, CreateRequest request, ModelInfo model, Past past, ResponseRequest asked) {

  /// All items of the conversation, up to and with these.
  List<Json.Obj> upTo(List<Json.Obj> output) {
    List<Json.Obj> all = new ArrayList<>(past.items());
    all.addAll(request.input());
    all.addAll(output);
    return all;
  }
}
