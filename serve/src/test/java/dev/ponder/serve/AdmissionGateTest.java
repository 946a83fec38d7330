package dev.ponder.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.core.Problem;
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
  void requestForManyAnswersLeavesHalfOfWhatIsFree() {
    AdmissionGate gate = new AdmissionGate(9);
    try (AdmissionGate.Slot many = gate.enter()) {
      assertThat(many.widen(128)).isEqualTo(5);
      for (int i = 0; i < 4; i++) {
        assertThat(gate.enter().widen(1)).isEqualTo(1);
      }
      assertThatThrownBy(gate::enter).isInstanceOf(Problem.Exceptional.class);
    }
    assertThat(gate.enter().widen(128)).isEqualTo(3);
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
