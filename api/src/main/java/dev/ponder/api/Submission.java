package dev.ponder.api;

import dev.ponder.core.Json;
import dev.ponder.protocol.responses.CreateRequest;

/// A request for a response, read and not yet answered.
///
/// @param body what was read
public record Submission(Caller caller, CreateRequest request, Json body) {

  Submission withRequest(CreateRequest other) {
    return new Submission(caller, other, body);
  }
}
