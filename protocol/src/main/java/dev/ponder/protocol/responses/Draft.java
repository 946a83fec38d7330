package dev.ponder.protocol.responses;

import dev.ponder.core.Json;

/// An output item that grows: it tells what happens to it as events, and what it is by now.
sealed interface Draft permits ThoughtDraft, MessageDraft, CallDraft {

  /// The item as it is, with all that may ever be asked of it.
  Json.Obj item();

  /// Nothing more comes; `status` is `completed` or `incomplete`. Tells so.
  void close(String status);

  /// Nothing more comes, because the response broke off: nothing is told of it.
  void abandon();
}
