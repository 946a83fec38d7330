package dev.ponder.reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.core.Effort;
import dev.ponder.core.Problem;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlannerTest {
  private static final ThoughtMarks MARKS =
      new ThoughtMarks(Set.of(1), List.of(3, 2, 3), List.of(1, 3, 2, 3));

  private static Plan plan(int context, Effort effort, int limit, int prompt) {
    OptionalInt most = limit == 0 ? OptionalInt.empty() : OptionalInt.of(limit);
    return new Planner(context, MARKS, Rendering.Opening.FREE)
        .plan(new Planner.Wishes(effort, OptionalInt.empty(), most), prompt);
  }

  @ParameterizedTest
  @CsvSource({
    // context, effort, limit (0: none), prompt -> thought, output
    "1024,   LOW,    0,    24,   64,    1000",
    "1024,   MEDIUM, 0,    24,   256,   1000",
    "1024,   HIGH,   0,    24,   741,   1000",
    "40960,  LOW,    0,    960,  1024,  40000",
    "40960,  MEDIUM, 0,    960,  8192,  40000",
    "40960,  HIGH,   0,    960,  30720, 40000",
    "131072, HIGH,   0,    1072, 32768, 130000",
    // The answer keeps its share of a small limit.
    "40960,  HIGH,   1000, 960,  741,   1000",
    "40960,  HIGH,   100,  960,  41,    100",
    "40960,  LOW,    100,  960,  41,    100",
    // Too little for a thought: the answer gets all of it.
    "40960,  HIGH,   40,   960,  0,     40",
    "40960,  HIGH,   1,    960,  0,     1",
    "40960,  HIGH,   40,   40940, 0,    16",
    // A limit beyond the room is clipped to the room.
    "1024,   LOW,    5000, 24,   64,    1000",
  })
  void theRoomIsDivided(
      int context, Effort effort, int limit, int prompt, int thought, int output) {
    assertThat(plan(context, effort, limit, prompt)).isEqualTo(new Plan(thought, output));
  }

  @ParameterizedTest
  @CsvSource({"0,0", "15,0", "16,16", "40,40", "1000,64"})
  void aRequestMayAskForLessThought(int asked, int thought) {
    Planner planner = new Planner(1_024, MARKS, Rendering.Opening.FREE);
    Planner.Wishes wishes =
        new Planner.Wishes(Effort.LOW, OptionalInt.of(asked), OptionalInt.empty());
    assertThat(planner.plan(wishes, 24).reasoningTokens()).isEqualTo(thought);
  }

  @Test
  void theAnswersShareIsNeverTouched() {
    for (Effort effort : Effort.values()) {
      for (int limit = 1; limit < 3_000; limit++) {
        Plan plan = plan(8_192, effort, limit, 100);
        int around = plan.reasoningTokens() == 0 ? 0 : 1 + 3 + MARKS.close().size();
        assertThat(plan.outputTokens()).isEqualTo(limit);
        assertThat(plan.outputTokens() - plan.reasoningTokens() - around)
            .isGreaterThanOrEqualTo(Math.min(limit / 2, 64));
      }
    }
  }

  @Test
  void aModelThatDoesNotThinkHasAllOfTheOutput() {
    Planner planner = new Planner(1_024, ThoughtMarks.NONE, Rendering.Opening.FREE);
    assertThat(
            planner.plan(
                new Planner.Wishes(Effort.HIGH, OptionalInt.empty(), OptionalInt.empty()), 24))
        .isEqualTo(new Plan(0, 1_000));
  }

  @ParameterizedTest
  @CsvSource({"1024,1024", "5000,5000", "1020,1024"})
  void aPromptThatLeavesNoRoomIsRefused(int prompt, int counted) {
    assertThatThrownBy(() -> plan(1_024, Effort.LOW, 0, prompt))
        .isInstanceOfSatisfying(
            Problem.Exceptional.class,
            refused ->
                assertThat(refused.problem())
                    .isEqualTo(
                        Problem.invalid(
                            "messages",
                            "context_length_exceeded",
                            "This model's maximum context length is 1024 tokens. However, your messages resulted in "
                                + counted
                                + " tokens. Please reduce the length of the messages.")));
  }
}
