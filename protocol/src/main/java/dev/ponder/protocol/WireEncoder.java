package dev.ponder.protocol;

import dev.ponder.core.ResponseEvent;
import java.util.List;

/// Turns the events of one request's choices into what travels. The whole answer is the fold of the
/// same events as the stream. Not thread-safe; the caller serialises.
public interface WireEncoder {

  /// The data of the server-sent events for this event of that choice, in order, perhaps none.
  List<String> encode(int choice, ResponseEvent event);

  /// The data of the closing server-sent events, once every choice has ended.
  List<String> end();

  /// The whole body, once every choice has ended.
  String whole();
}
