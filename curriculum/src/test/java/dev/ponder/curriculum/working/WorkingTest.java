package dev.ponder.curriculum.working;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.core.Effort;
import dev.ponder.curriculum.Answer.Regard;
import dev.ponder.curriculum.Answer.Thought;
import dev.ponder.curriculum.Dice;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WorkingTest {

  @Test
  void aSumIsWrittenColumnByColumn() {
    assertThat(Working.add(Effort.HIGH, 156, 871).text())
        .isEqualTo("156+871|651,178:6+1+0=07;5+7+0=12;1+8+1=10;=1027");
    assertThat(Working.add(Effort.MEDIUM, 156, 871).text())
        .isEqualTo("156+871|6107,5712,1810,=1027");
    assertThat(Working.add(Effort.LOW, 156, 871)).isEqualTo(new Working("", 1027));
  }

  @Test
  void aProductIsASumOfShiftedProducts() {
    assertThat(Working.multiply(Effort.HIGH, 317, 829).text())
        .isEqualTo(
            "317*829|713,928:9:7*9+0=63;1*9+6=15;3*9+1=28;>358200;2:7*2+0=14;1*2+1=03;3*2+0=06;"
                + ">043600;8:7*8+0=56;1*8+5=13;3*8+1=25;>006352;3+0+0+0=03;5+4+0+0=09;"
                + "8+3+6+0=17;2+6+3+1=12;0+0+5+1=06;0+0+2+0=02;=262793");
  }

  @Test
  void aDifferenceBelowZeroIsFoundByTurningItRound() {
    assertThat(Working.subtract(Effort.HIGH, 5, 12).text())
        .isEqualTo("5-12|50,21:5-2-0=03;0-1-0=19;<0;12-5|21,50:2-5-0=17;1-0-1=00;=-7");
  }

  @Test
  void everyStepHoldsWhateverTheNumbers() {
    for (int i = 0; i < 2000; i++) {
      Dice dice = Dice.of(1, i);
      long one = Draw.upTo(dice, 8);
      long other = Draw.upTo(dice, 8);
      long small = Draw.upTo(dice, 3);
      long divisor = Math.max(1, Draw.upTo(dice, 2));
      Effort effort = dice.any(Effort.MEDIUM, Effort.HIGH);
      holds(effort, Working.add(effort, one, other, small).text(), sum(one, other, small));
      holds(effort, Working.subtract(effort, one, other).text(), big(one).subtract(big(other)));
      holds(effort, Working.multiply(effort, one % 1000, small).text(), big(one % 1000 * small));
      LongDivision division = LongDivision.guessing(effort, one % 100_000, divisor, dice);
      holds(effort, division.text(), division.quotient() + "r" + division.remainder());
      assertThat(division.quotient() * divisor + division.remainder()).isEqualTo(one % 100_000);
      assertThat(division.remainder()).isBetween(0L, divisor - 1);
    }
  }

  private static void holds(Effort effort, String text, Object result) {
    assertThat(Replayer.replay(text, effort == Effort.HIGH)).containsExactly(result.toString());
  }

  private static BigInteger sum(long... numbers) {
    return java.util.stream.LongStream.of(numbers)
        .mapToObj(BigInteger::valueOf)
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  private static BigInteger big(long number) {
    return BigInteger.valueOf(number);
  }

  @Test
  void mediumEffortWritesAboutHalfAsMuch() {
    for (int digits = 2; digits <= 3; digits++) {
      long number = digits == 2 ? 47 : 368;
      double high = Working.multiply(Effort.HIGH, number, number).text().length();
      double medium = Working.multiply(Effort.MEDIUM, number, number).text().length();
      assertThat(medium / high).isBetween(0.4, 0.62);
    }
  }

  @Test
  void aSlipIsRepairedAndOnlyTheWrongResultIsNotLearned() {
    String text = Working.multiply(Effort.HIGH, 317, 829).text();
    for (int i = 0; i < 200; i++) {
      List<Thought> thoughts = Slips.one(text, Dice.of(i));
      assertThat(thoughts).hasSize(3);
      assertThat(thoughts.get(1).regard()).isEqualTo(Regard.SEEN);
      assertThat(thoughts.get(1).text()).hasSize(2);
      String joined = thoughts.stream().map(Thought::text).collect(Collectors.joining());
      assertThat(joined).contains(";!").isNotEqualTo(text);
      holds(Effort.HIGH, joined, 317 * 829);
    }
  }

  @Test
  void wrongGuessesOfAQuotientAreNotLearnedButTheirRepairIs() {
    int repaired = 0;
    for (int i = 0; i < 300; i++) {
      LongDivision division = LongDivision.guessing(Effort.HIGH, 73936, 17, Dice.of(i));
      List<Thought> seen =
          division.thought().stream().filter(thought -> thought.regard() == Regard.SEEN).toList();
      assertThat(seen).allSatisfy(thought -> assertThat(thought.text()).hasSize(1));
      assertThat(division.text().chars().filter(letter -> letter == '!').count())
          .isEqualTo(seen.size());
      repaired += seen.isEmpty() ? 0 : 1;
    }
    assertThat(repaired).isBetween(50, 150);
  }

  @Test
  void numbersBelowZeroAreRefused() {
    assertThatThrownBy(() -> Working.add(Effort.LOW, 1, -1))
        .hasMessage("no columns for -1, which is below zero");
    assertThatThrownBy(() -> LongDivision.of(Effort.LOW, 1, 0)).hasMessage("cannot divide by 0");
  }
}
