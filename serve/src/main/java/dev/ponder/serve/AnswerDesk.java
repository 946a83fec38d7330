package dev.ponder.serve;

import dev.ponder.core.Cancelled;
import dev.ponder.core.Responder;
import dev.ponder.core.ResponseRequest;
import dev.ponder.protocol.WireEncoder;
import java.util.List;

/// Has answers made and sends them, whatever the format: what the endpoints that ask a model have
/// in common.
///
/// @param limits tells how long a stream may be silent
record AnswerDesk(Responder responder, Limits limits, Measurements measurements) {

  /// What to do for one request.
  ///
  /// @param requests one for each answer to make
  record Job(List<ResponseRequest> requests, WireEncoder encoder, ChatAnswer.Manner manner) {}

  /// Does it, unless the client leaves.
  ///
  /// @param slot what the request holds at the gate
  void answer(Exchange exchange, AdmissionGate.Slot slot, Job job) throws Cancelled {
    Runnable gone = () -> slot.callOff(AdmissionGate.Reason.CLIENT_GONE);
    String owner = exchange.visitor().caller().owner();
    List<ResponseRequest> requests =
        job.requests().stream().map(request -> request.withOwner(owner)).toList();
    int sideBySide = slot.widen(requests.size());
    try (ClientWatch _ = ClientWatch.start(exchange.request(), gone);
        Choices choices = Choices.start(responder, requests, sideBySide)) {
      ChatAnswer.Source source = new ChatAnswer.Source(choices, slot, limits.ping());
      new ChatAnswer(exchange, source, job.encoder(), measurements).send(job.manner());
    }
  }
}
