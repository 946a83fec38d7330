package dev.ponder.api;

import dev.ponder.core.Cancelled;
import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import dev.ponder.protocol.objects.BatchUsage;
import java.time.Duration;

/// Responses for the lines of batches. They are in the batch's output and nowhere else.
record ResponseLines(ResponseOperations responses) implements LineAnswerer {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Override
  public Answer answer(Caller caller, Json.Obj request) throws Cancelled {
    refuse(request, "stream");
    refuse(request, "background");
    Submission submission =
        responses.submission(caller, Stored.with(request, "store", Json.of(false)));
    try (Reading reading = responses.answer(submission)) {
      while (true) {
        if (reading.next(PATIENCE) instanceof Reading.Step.Ended(Outcome outcome)) {
          return answered(outcome);
        }
      }
    } catch (InterruptedException e) {
      throw new Cancelled("interrupted while a line of a batch was answered");
    }
  }

  private static Answer answered(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Made(Json.Obj response) ->
          new Answer(response.text(), BatchUsage.ofAnswer(response));
      case Outcome.Failed(Problem problem) -> throw problem.exception();
    };
  }

  private static void refuse(Json.Obj request, String flag) {
    if (request.member(flag).filter(Json.of(true)::equals).isPresent()) {
      throw Problem.invalid(
              flag,
              "unsupported_value",
              "The lines of a batch cannot be answered with '%s'.".formatted(flag))
          .exception();
    }
  }
}
