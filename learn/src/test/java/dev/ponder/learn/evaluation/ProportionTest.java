package dev.ponder.learn.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ProportionTest {

  /// Figures from Newcombe (1998), table I, method 3.
  @Test
  void intervalIsWilsons() {
    Proportion some = new Proportion(81, 263);
    assertThat(some.low()).isCloseTo(0.2553, within(5e-5));
    assertThat(some.high()).isCloseTo(0.3662, within(5e-5));
    Proportion few = new Proportion(15, 148);
    assertThat(few.low()).isCloseTo(0.0624, within(5e-5));
    assertThat(few.high()).isCloseTo(0.1605, within(5e-5));
    assertThat(new Proportion(0, 20).high()).isCloseTo(0.1611, within(5e-5));
    assertThat(new Proportion(29, 29).low()).isCloseTo(0.8830, within(5e-5));
  }

  @Test
  void nothingCountedSaysNothing() {
    assertThat(Proportion.none().low()).isZero();
    assertThat(Proportion.none().high()).isEqualTo(1);
    assertThat(Proportion.none().plus(true).plus(false)).isEqualTo(new Proportion(1, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> new Proportion(3, 2));
  }

  /// The figures are those of 1,600 voters asked twice, as in Agresti and Min (2005).
  @Test
  void aPairedDifferenceIsSurerThanTheSharesAre() {
    PairedDifference equal = new PairedDifference(5, 5, 100);
    assertThat(equal.difference()).isZero();
    assertThat(equal.low()).isCloseTo(-equal.high(), within(1e-12));
    PairedDifference better = new PairedDifference(150, 86, 1_600);
    assertThat(better.difference()).isCloseTo(0.04, within(1e-12));
    assertThat(better.low()).isCloseTo(0.0212, within(5e-5));
    assertThat(better.high()).isCloseTo(0.0587, within(5e-5));
  }

  @Test
  void agreementOnAFewQuestionsIsNoCertainty() {
    PairedDifference same = new PairedDifference(0, 0, 50);
    assertThat(same.high()).isCloseTo(0.0377, within(1e-4));
    assertThat(same.low()).isEqualTo(-same.high());
    PairedDifference allGained = new PairedDifference(8, 0, 8);
    assertThat(allGained.difference()).isEqualTo(1);
    assertThat(allGained.high()).isEqualTo(1);
    assertThat(allGained.low()).isBetween(0.3, 0.9);
    PairedDifference nothing = new PairedDifference(0, 0, 0);
    assertThat(nothing.low()).isEqualTo(-1);
    assertThat(nothing.high()).isEqualTo(1);
  }
}
