package dev.ponder.api;

import dev.ponder.core.Problem;
import java.time.Duration;

/// The events of one response, for one reader. Used by one thread.
public interface Reading extends AutoCloseable {

  /// The next step, or silence for that long. After the end there is only the end.
  Step next(Duration patience) throws InterruptedException;

  /// Has the response end with that problem, if it is made for this reader alone; otherwise ends
  /// the reading. Steps follow up to [Step.Ended].
  void callOff(Problem why);

  /// Ends the reading, and with it a response that is made for this reader alone: when this
  /// returns, everything is released.
  @Override
  void close();

  /// What comes next.
  sealed interface Step {
    /// An event.
    record Event(StreamEvent event) implements Step {}

    /// The last step.
    record Ended(Outcome outcome) implements Step {}

    /// Nothing.
    record Silence() implements Step {}
  }
}
