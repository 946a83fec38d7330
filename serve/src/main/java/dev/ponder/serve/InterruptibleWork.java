package dev.ponder.serve;

import dev.ponder.core.Cancelled;

/// Work for a client that waits for one whole answer: it is called off when the client leaves or
/// the server stops.
final class InterruptibleWork {
  private InterruptibleWork() {}

  /// What is to be done, on the calling thread.
  interface Work<T> {
    T run() throws Cancelled;
  }

  /// Does the work in a slot of the gate. What it gives is still to be sent.
  static <T> T run(Exchange exchange, AdmissionGate gate, Work<T> work) throws Cancelled {
    try (AdmissionGate.Slot slot = gate.enter()) {
      T result = watched(exchange, slot, work);
      slot.settle();
      return result;
    }
  }

  private static <T> T watched(Exchange exchange, AdmissionGate.Slot slot, Work<T> work)
      throws Cancelled {
    Runnable gone = () -> slot.callOff(AdmissionGate.Reason.CLIENT_GONE);
    try (ClientWatch _ = ClientWatch.start(exchange.request(), gone)) {
      return work.run();
    } catch (Cancelled e) {
      if (slot.calledOff().filter(why -> why == AdmissionGate.Reason.STOPPING).isPresent()) {
        throw AdmissionGate.stopping().exception();
      }
      throw e;
    }
  }
}
