package dev.ponder.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.engine.Scheduler.Progress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Traces: `A[0..16) B[0..8) | A[16..17)` is two steps, what each computes of which sequence.
class SchedulerTest {

  @Test
  void closesTheGapInChunks() {
    assertThat(trace(32, 80)).isEqualTo("A[0..32) | A[32..64) | A[64..80)");
  }

  @Test
  void sharesAStepEqually() {
    assertThat(trace(16, 20, 20))
        .isEqualTo("A[0..8) B[0..8) | A[8..16) B[8..16) | A[16..20) B[16..20)");
  }

  @Test
  void whatAShortOneLeavesGoesToTheOthers() {
    assertThat(trace(18, 4, 40, 40))
        .isEqualTo(
            "A[0..4) B[0..8) C[0..6) | B[8..17) C[6..15) | B[17..26) C[15..24)"
                + " | B[26..35) C[24..33) | B[35..40) C[33..40)");
  }

  @Test
  void sharesInBlocksWhereTheStepIsLarge() {
    assertThat(trace(128, 100, 100, 100))
        .isEqualTo(
            "A[0..64) B[0..32) C[0..32) | A[64..100) B[32..92) C[32..64) | B[92..100) C[64..100)");
  }

  @Test
  void oneTokenEachComesFirst() {
    StepPlan plan =
        Scheduler.plan(
            List.of(new Progress(0, 10, 200), new Progress(1, 20, 21), new Progress(2, 30, 31)), 3);
    assertThat(show(plan)).isEqualTo("A[10..11) B[20..21) C[30..31)");
  }

  @Test
  void nobodyIsLeftOut() {
    for (int sequences = 1; sequences <= 16; sequences++) {
      for (int budget = sequences; budget <= 100; budget++) {
        List<Progress> progress = new ArrayList<>();
        for (int i = 0; i < sequences; i++) {
          progress.add(new Progress(i, i, i + 1 + i * i % 7 * 20));
        }
        StepPlan plan = Scheduler.plan(progress, budget);
        int total = plan.work().stream().mapToInt(StepPlan.Work::count).sum();
        int wanted = progress.stream().mapToInt(Progress::gap).sum();
        assertThat(total).isEqualTo(Math.min(budget, wanted));
        assertThat(plan.work()).hasSize(sequences).allMatch(work -> work.count() >= 1);
        for (int i = 0; i < sequences; i++) {
          assertThat(plan.work().get(i).to()).isLessThanOrEqualTo(progress.get(i).length());
        }
      }
    }
  }

  @Test
  void refusesABudgetThatStarvesSomebody() {
    List<Progress> two = List.of(new Progress(0, 0, 5), new Progress(1, 0, 5));
    assertThatThrownBy(() -> Scheduler.plan(two, 1))
        .hasMessage("1 tokens cannot advance 2 sequences");
  }

  @Test
  void nothingToDoIsAPlanToo() {
    assertThat(Scheduler.plan(List.of(), 16).work()).isEmpty();
  }

  /// All prompts arrive at once; runs until all are computed.
  private static String trace(int budget, int... lengths) {
    int[] computed = new int[lengths.length];
    List<String> steps = new ArrayList<>();
    while (true) {
      List<Progress> progress = new ArrayList<>();
      for (int i = 0; i < lengths.length; i++) {
        if (computed[i] < lengths[i]) {
          progress.add(new Progress(i, computed[i], lengths[i]));
        }
      }
      if (progress.isEmpty()) {
        return String.join(" | ", steps);
      }
      StepPlan plan = Scheduler.plan(progress, budget);
      plan.work().forEach(work -> computed[(int) work.sequence()] = work.to());
      steps.add(show(plan));
    }
  }

  private static String show(StepPlan plan) {
    List<String> parts = new ArrayList<>();
    for (StepPlan.Work work : plan.work()) {
      parts.add("%c[%d..%d)".formatted('A' + (int) work.sequence(), work.from(), work.to()));
    }
    return String.join(" ", parts);
  }
}
