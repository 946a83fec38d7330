package dev.ponder.api;

import dev.ponder.protocol.responses.ResponseEncoder;
import java.util.List;

/// Keeps what becomes of a response.
interface Keeper {

  /// The model has begun.
  void began(ResponseEncoder encoder);

  /// The response is over; nobody was told yet.
  ///
  /// @param last what they will be told
  /// @throws dev.ponder.state.StateException when it cannot be kept
  void ended(ResponseEncoder encoder, List<StreamEvent> last);
}
