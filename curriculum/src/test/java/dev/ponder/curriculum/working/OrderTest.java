package dev.ponder.curriculum.working;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.Effort;
import dev.ponder.curriculum.Answer.Thought;
import dev.ponder.curriculum.Dice;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OrderTest {

  private static String written(Scratchpad pad) {
    return pad.thoughts().stream().map(Thought::text).collect(Collectors.joining());
  }

  @Test
  void sortingInsertsOneNumberAfterTheOther() {
    Scratchpad pad = Scratchpad.of(Effort.HIGH, Dice.of(1));
    assertThat(Order.UP.sort(List.of(45L, 7L, 12L), pad)).containsExactly(7L, 12L, 45L);
    assertThat(written(pad)).isEqualTo("45,07,12|45;+07:07,45;+12:07,12,45;");
  }

  @Test
  void theFirstIsFoundByGoingThroughTheList() {
    Scratchpad pad = Scratchpad.of(Effort.HIGH, Dice.of(1));
    assertThat(Order.DOWN.first(List.of(45L, 7L, 120L), pad)).isEqualTo(120);
    assertThat(written(pad)).isEqualTo("045,007,120|045,045,120;");
  }

  @Test
  void decimalsAreComparedDigitByDigit() {
    Scratchpad pad = Scratchpad.of(Effort.HIGH, Dice.of(1));
    assertThat(new Decimal(345, 2).against(new Decimal(35, 1), pad)).isEqualTo("<");
    assertThat(written(pad)).isEqualTo("3.45,3.50|3=3;4<5;");
  }

  @Test
  void thePointMovesStepByStep() {
    Scratchpad pad = Scratchpad.of(Effort.HIGH, Dice.of(1));
    assertThat(new Decimal(35, 1).moved(3, pad).plain()).isEqualTo("3500");
    assertThat(Decimal.of(45).moved(-2, pad).plain()).isEqualTo("0.45");
    assertThat(written(pad)).isEqualTo("3.5>35>350>3500\n45>4.5>0.45");
  }
}
