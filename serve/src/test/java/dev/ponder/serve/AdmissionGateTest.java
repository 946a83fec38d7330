package dev.ponder.serve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class AdmissionGateTest {

  @Test
  void calledOffThreadIsInterruptedAndKnowsWhy() {
    try (AdmissionGate.Slot slot = new AdmissionGate(1).enter()) {
      slot.callOff(AdmissionGate.Reason.CLIENT_GONE);
      slot.callOff(AdmissionGate.Reason.STOPPING);

      assertThat(Thread.interrupted()).isTrue();
      assertThat(slot.calledOff()).contains(AdmissionGate.Reason.CLIENT_GONE);
    }
  }

  /// A client that closed its connection as soon as it had read `[DONE]` was logged as gone (499),
  /// now and then, because the watch saw the end before the answer's thread was through.
  @Test
  void settledAnswerIsNotCalledOffAnyMore() {
    try (AdmissionGate.Slot slot = new AdmissionGate(1).enter()) {
      slot.settle();
      slot.callOff(AdmissionGate.Reason.CLIENT_GONE);

      assertThat(Thread.interrupted()).isFalse();
      assertThat(slot.calledOff()).isEmpty();
    }
  }

  @Test
  void settlingTakesBackAnInterruptThatCameLate() {
    try (AdmissionGate.Slot slot = new AdmissionGate(1).enter()) {
      slot.callOff(AdmissionGate.Reason.CLIENT_GONE);
      slot.settle();

      assertThat(Thread.interrupted()).isFalse();
    }
  }
}
