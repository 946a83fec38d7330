package dev.ponder.api;

import dev.ponder.core.Cancelled;
import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import java.util.Optional;

/// A connection over which one response after the other is made. It remembers the last one, so that
/// a response can be continued that is stored nowhere; when one fails, the one before is forgotten
/// too. One response at a time.
public final class Session {
  private final ResponseOperations operations;
  private final Making making;
  private final Caller caller;
  private volatile Optional<Recollection> last = Optional.empty();

  Session(ResponseOperations operations, Making making, Caller caller) {
    this.operations = operations;
    this.making = making;
    this.caller = caller;
  }

  /// Starts to make a response and returns its events.
  ///
  /// @throws Problem.Exceptional when it cannot be made
  public Reading answer(Json body) throws Cancelled {
    Submission submission = operations.submission(caller, body);
    if (submission.request().background()) {
      return operations.answer(submission);
    }
    Optional<Recollection> before = last;
    last = Optional.empty();
    Making.Memory memory = new Making.Memory(before, next -> last = Optional.of(next));
    return making.foreground(submission, memory);
  }
}
