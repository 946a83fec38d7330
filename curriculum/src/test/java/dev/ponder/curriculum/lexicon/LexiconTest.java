package dev.ponder.curriculum.lexicon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Split;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LexiconTest {
  @Test
  void everyFifthChoiceIsHeldOut() {
    Pool<Integer> pool = Pool.of(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11));
    assertThat(pool.of(Split.HELD_OUT)).containsExactly(5, 10);
    assertThat(pool.of(Split.TRAINING)).containsExactly(1, 2, 3, 4, 6, 7, 8, 9, 11);
    assertThat(Pool.of(List.of(1, 2, 3)).heldOut()).containsExactly(3);
  }

  @Test
  void aPoolWithoutTwoPartsOrWithTheSameTwiceIsRefused() {
    assertThatThrownBy(() -> Pool.of(List.of("one"))).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Pool.words("a b c d a")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void wordsOfTheTwoPartsHaveNothingInCommon() {
    Dice dice = Dice.of(3);
    Set<String> training = words(dice, Split.TRAINING);
    Set<String> heldOut = words(dice, Split.HELD_OUT);
    assertThat(training).hasSizeGreaterThan(1_000).doesNotContainAnyElementsOf(heldOut);
    assertThat(heldOut).hasSizeGreaterThan(500);
  }

  private static Set<String> words(Dice dice, Split split) {
    Set<String> words = new HashSet<>();
    for (int i = 0; i < 2_000; i++) {
      words.add(Words.person(dice, split));
      words.add(Words.place(dice, split));
      words.add(Words.word(dice, split));
    }
    return words;
  }

  @Test
  void madeUpWordsAreShortAndPlain() {
    Dice dice = Dice.of(4);
    for (int i = 0; i < 1_000; i++) {
      assertThat(Pseudo.word(dice, Split.TRAINING))
          .matches("[a-z]{4,9}")
          .doesNotContainPattern("fuck|shit|cunt|dick|cock");
      String name = Pseudo.name(dice, Split.HELD_OUT);
      assertThat(Pseudo.of(name.toLowerCase(Locale.ROOT))).isEqualTo(Split.HELD_OUT);
    }
  }
}
