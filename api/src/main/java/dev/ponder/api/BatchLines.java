package dev.ponder.api;

import dev.ponder.core.Cancelled;
import dev.ponder.core.Problem;
import dev.ponder.protocol.Errors;
import dev.ponder.protocol.objects.BatchLine;
import dev.ponder.protocol.objects.BatchResult;
import dev.ponder.protocol.objects.BatchResult.Outcome;
import dev.ponder.protocol.objects.BatchUsage;
import dev.ponder.state.StateException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers single lines of a batch and stores what came of them.
record BatchLines(BatchRecords records, BatchTally tally) {
  private static final Logger LOG = LoggerFactory.getLogger(BatchLines.class);
  private static final Duration PAUSE = Duration.ofMillis(250);

  /// Answers a line. Interrupted, it leaves no trace of it.
  void answer(int number, BatchLine line, LineAnswerer answerer, Caller caller) {
    String requestId = Ids.next("req_");
    try {
      LineAnswerer.Answer answer = patiently(line, answerer, caller);
      Outcome outcome = new Outcome.Answered(200, requestId, answer.body());
      store(number, line, outcome, answer.usage());
    } catch (Problem.Exceptional e) {
      Problem problem = e.problem();
      // Whoever stops the server is not the client.
      if (problem.kind() != Problem.Kind.UNAVAILABLE) {
        Outcome outcome =
            new Outcome.Answered(Errors.status(problem), requestId, Errors.body(problem));
        store(number, line, outcome, BatchUsage.NONE);
      }
    } catch (Cancelled | InterruptedException e) {
      LOG.debug("Line {} of batch {} was left", number, records.id());
    }
  }

  /// Gives a line up because the time of its batch is over.
  void miss(int number, BatchLine line) {
    Outcome outcome =
        new Outcome.Missed(
            "batch_expired",
            "This request could not be executed before the completion window expired.");
    store(number, line, outcome, BatchUsage.NONE);
  }

  /// Asks again when there is no room: nobody waits for this answer.
  private static LineAnswerer.Answer patiently(BatchLine line, LineAnswerer answerer, Caller caller)
      throws Cancelled, InterruptedException {
    while (true) {
      try {
        return answerer.answer(caller, line.body());
      } catch (Problem.Exceptional e) {
        if (e.problem().kind() != Problem.Kind.OVERLOADED) {
          throw e;
        }
        Thread.sleep(PAUSE);
      } catch (RuntimeException e) {
        LOG.error("A line of a batch failed", e);
        throw Problem.of(Problem.Kind.INTERNAL, "The server failed to answer this request.")
            .exception();
      }
    }
  }

  private void store(int number, BatchLine line, Outcome outcome, BatchUsage usage) {
    BatchResult result = new BatchResult(Ids.next("batch_req_"), line.customId(), outcome);
    try {
      records.add(number, result, usage);
    } catch (StateException e) {
      if (e.reason() != StateException.Reason.TOO_LARGE) {
        throw e;
      }
      Outcome missed =
          new Outcome.Missed("response_too_large", "The answer is larger than what can be stored.");
      result = new BatchResult(result.id(), line.customId(), missed);
      records.add(number, result, usage);
    }
    tally.line(result.succeeded());
  }
}
