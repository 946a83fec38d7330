package dev.ponder.api;

import dev.ponder.core.Cancelled;
import dev.ponder.core.Json;
import dev.ponder.protocol.objects.BatchUsage;

/// Answers requests to one endpoint, each as a whole, without HTTP.
interface LineAnswerer {

  /// What would be the body of a request's answer, as JSON text on one line, and what it took.
  record Answer(String body, BatchUsage usage) {}

  /// Answers.
  ///
  /// @throws dev.ponder.core.Problem.Exceptional when the request cannot be answered
  /// @throws Cancelled when the thread was interrupted
  Answer answer(Caller caller, Json.Obj request) throws Cancelled;
}
