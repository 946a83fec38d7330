package dev.ponder.protocol;

import dev.ponder.core.Problem;
import dev.ponder.core.ResponseEvent;
import java.util.List;

/// Turns the events of one request's choices into what travels: the data of server-sent events as
/// they come, or one body at the end. Both are folds of the same events. Not thread-safe; with
/// several choices the caller serialises.
public interface WireEncoder {

  /// What travels because of this event of that choice (from 0), in order, often nothing. Each
  /// element is the data of one server-sent event, without `data:` and always a single line.
  ///
  /// In a stream a [ResponseEvent.Failed] of any choice travels as an error body and ends
  /// everything: nothing follows it, whatever the other choices do.
  List<String> encode(int choice, ResponseEvent event);

  /// What travels last, once every choice has ended: in a stream the usage chunk if it was asked
  /// for and `[DONE]`, or nothing after a failure; otherwise the one body.
  ///
  /// @throws Problem.Exceptional when a choice failed and the answer is one body: nothing has
  ///   travelled yet, so the problem can still be the answer
  List<String> end();
}
