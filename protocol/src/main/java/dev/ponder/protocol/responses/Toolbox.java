package dev.ponder.protocol.responses;

import dev.ponder.core.Json;
import dev.ponder.core.Tool;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The tools of a request.
///
/// @param offered those that the model is told of, by the names that it is told
/// @param names what these names mean
/// @param hosted the types of the others
/// @param echo all, as the response repeats them
record Toolbox(List<Tool> offered, ToolNames names, Set<String> hosted, List<Json> echo) {
  Toolbox {
    hosted = new LinkedHashSet<>(hosted);
  }
}
