package dev.ponder.serve;

import dev.ponder.core.Cancelled;

/// Answers the requests of one route, on the request's own virtual thread.
interface Endpoint {

  /// @throws dev.ponder.core.Problem.Exceptional when the request cannot be answered and nothing
  ///   was sent yet
  /// @throws Cancelled when the client is gone
  void answer(Exchange exchange) throws Cancelled;
}
