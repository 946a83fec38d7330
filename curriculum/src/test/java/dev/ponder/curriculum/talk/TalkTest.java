package dev.ponder.curriculum.talk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.Effort;
import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Exercise;
import dev.ponder.curriculum.Language;
import dev.ponder.curriculum.Reply;
import dev.ponder.curriculum.Setting;
import dev.ponder.curriculum.Split;
import dev.ponder.curriculum.Tooling;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TalkTest {
  private static Setting in(Language language, Split split) {
    return new Setting(1, split, language, Tooling.NONE);
  }

  private static Set<String> asked(Language language, Split split) {
    Set<String> asked = new HashSet<>();
    for (int i = 0; i < 2_000; i++) {
      Exercise exercise = new Refusals().exercise(Dice.of(1, i), in(language, split));
      asked.add(exercise.question().conversation().items().getFirst().text());
    }
    return asked;
  }

  @ParameterizedTest
  @EnumSource
  void refusalsNameTheWayOut(Language language) {
    Exercise exercise = new Refusals().exercise(Dice.of(2), in(language, Split.TRAINING));
    assertThat(exercise.answer(Effort.LOW).text()).contains("`ponder pull qwen3-4b`");
    assertThat(exercise.check().passes(new Reply("Paris.", List.of()))).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void questionsBeyondTheModelOfTheTwoPartsDiffer(Language language) {
    Set<String> training = asked(language, Split.TRAINING);
    assertThat(training).hasSizeGreaterThan(200);
    assertThat(asked(language, Split.HELD_OUT)).doesNotContainAnyElementsOf(training);
  }

  @Test
  void englishRefusesMoreThanFourHundredShapes() {
    BeyondPhrases phrases = BeyondPhrases.in(Language.ENGLISH);
    int shapes =
        phrases.questions().training().size()
            + phrases.openers().training().size() * phrases.deeds().training().size();
    assertThat(shapes).isGreaterThan(400);
  }

  @Test
  void everyIntentIsAnsweredWithItsMarkerInEveryLanguage() {
    for (Intent intent : Intents.ALL) {
      for (Language language : Language.values()) {
        assertThat(intent.answer(language)).containsIgnoringCase(intent.marker(language));
        assertThat(intent.phrases(language).training()).hasSizeGreaterThanOrEqualTo(8);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void phrasesOfTheTwoPartsDifferHoweverTheyAreSpelled(Language language) {
    for (Intent intent : Intents.ALL) {
      assertThat(plain(intent.phrases(language).heldOut()))
          .doesNotContainAnyElementsOf(plain(intent.phrases(language).training()));
    }
  }

  private static List<String> plain(List<String> phrases) {
    return phrases.stream()
        .map(phrase -> phrase.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", ""))
        .toList();
  }

  @Test
  void secondTurnsFollowAnAnswer() {
    for (int i = 0; i < 200; i++) {
      Exercise exercise = new TwoTurns().exercise(Dice.of(3, i), Setting.plain(2, Split.TRAINING));
      assertThat(exercise.question().conversation().items().size()).isIn(1, 3);
    }
  }

  @Test
  void instructionsStandInTheSystemMessage() {
    for (int i = 0; i < 200; i++) {
      Exercise exercise =
          new Instructions().exercise(Dice.of(4, i), Setting.plain(1, Split.HELD_OUT));
      assertThat(exercise.question().conversation().items()).hasSize(2);
    }
  }
}
