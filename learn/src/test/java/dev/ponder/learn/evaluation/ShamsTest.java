package dev.ponder.learn.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.curriculum.Dice;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShamsTest {
  private static final int OPEN = 1;
  private static final int CLOSE = 2;

  @Test
  void aShuffledThoughtHasTheSameTokensInAnotherOrder() {
    int[] thought = {OPEN, 7, 8, CLOSE};
    for (int i = 0; i < 20; i++) {
      int[] shuffled = Shams.shuffled(thought, Dice.of(1, i)).orElseThrow();
      assertThat(shuffled).containsExactly(OPEN, 8, 7, CLOSE);
    }
    int[] longer = {OPEN, 3, 4, 5, 4, 6, CLOSE};
    int[] mixed = Shams.shuffled(longer, Dice.of(2)).orElseThrow();
    assertThat(mixed).isNotEqualTo(longer).startsWith(OPEN).endsWith(CLOSE);
    assertThat(Arrays.stream(mixed).sorted()).containsExactly(1, 2, 3, 4, 4, 5, 6);
  }

  @Test
  void aThoughtThatHasNoOtherOrderIsNotShuffled() {
    assertThat(Shams.shuffled(new int[] {OPEN, CLOSE}, Dice.of(1))).isEmpty();
    assertThat(Shams.shuffled(new int[] {OPEN, 9, CLOSE}, Dice.of(1))).isEmpty();
    assertThat(Shams.shuffled(new int[] {OPEN, 9, 9, CLOSE}, Dice.of(1))).isEmpty();
  }

  @Test
  void aForeignThoughtLeadsToAnotherAnswer() {
    List<Task> tasks = Marks.additions(13);
    Shams.Thinking own = new Shams.Thinking(Marks.solved(tasks.get(0)), new int[] {10});
    Shams.Thinking same = new Shams.Thinking(Marks.solved(tasks.get(0)), new int[] {11});
    Shams.Thinking harder = new Shams.Thinking(Marks.solved(tasks.get(1)), new int[] {12});
    Shams.Thinking other = new Shams.Thinking(Marks.solved(tasks.get(6)), new int[] {13});
    assertThat(tasks.get(6).level()).isEqualTo(tasks.get(0).level());
    assertThat(Shams.foreign(List.of(own, same, harder, other), 0))
        .hasValueSatisfying(thought -> assertThat(thought).containsExactly(13));
    assertThat(Shams.foreign(List.of(own, same, harder), 0)).isEqualTo(Optional.empty());
    assertThat(Shams.foreign(List.of(own), 0)).isEqualTo(Optional.empty());
  }
}
