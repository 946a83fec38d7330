package dev.ponder.api;

import dev.ponder.core.Json;
import dev.ponder.core.Problem;

/// How the making of a response ended.
public sealed interface Outcome {

  /// There is a response: completed, incomplete or cancelled.
  record Made(Json.Obj response) implements Outcome {}

  /// There is none, or a failed one; its events, if there were any, have told so.
  record Failed(Problem problem) implements Outcome {}
}
