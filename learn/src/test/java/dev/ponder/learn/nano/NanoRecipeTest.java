package dev.ponder.learn.nano;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ponder.core.Item;
import dev.ponder.curriculum.Answer;
import dev.ponder.curriculum.Area;
import dev.ponder.curriculum.Curriculum;
import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Split;
import dev.ponder.curriculum.Subject;
import dev.ponder.learn.Lesson;
import dev.ponder.learn.Transcriber;
import dev.ponder.model.tokenizer.Tokenizer;
import dev.ponder.reason.PromptRequest;
import dev.ponder.reason.Speech;
import dev.ponder.reason.Transcripts;
import dev.ponder.train.run.Batch;
import dev.ponder.train.run.Labelled;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NanoRecipeTest {
  private static final List<Subject> SUBJECTS = Curriculum.subjects();

  /// One subject of each area, to be quick.
  private static final List<Subject> FEW =
      Stream.of(Area.values())
          .map(area ->
              SUBJECTS.stream().filter(subject -> subject.area() == area).findFirst().orElseThrow())
          .toList();

  private static final NanoVocabulary VOCABULARY =
      NanoVocabulary.learned(Mix.of(SUBJECTS, _ -> 1), 700, 200, 3);

  private static final Transcriber TRANSCRIBER = VOCABULARY.transcriber(1_000);

  private static NanoRecipe recipe(long seed) {
    return NanoRecipe.of(FEW, TRANSCRIBER, seed, 2_048);
  }

  @Test
  void aStepIsTheSameEveryTimeAndUnlikeOthers() {
    List<int[]> tokens = tokens(recipe(7).batch(12, 0.5));
    assertThat(tokens(recipe(7).batch(12, 0.5))).containsExactlyElementsOf(tokens);
    assertThat(tokens(recipe(7).batch(13, 0.5))).isNotEqualTo(tokens);
    assertThat(recipe(8).batch(12, 0.5).examples().getFirst().example().tokens())
        .isNotEqualTo(tokens.getFirst());
  }

  private static List<int[]> tokens(Batch batch) {
    return batch.examples().stream().map(one -> one.example().tokens()).toList();
  }

  @Test
  void aBatchIsAsLargeAsItMayBeAndItsWeightsAreAMean() {
    Batch batch = recipe(7).batch(1, 0.2);
    assertThat(batch.tokens()).isBetween(2_048 - NanoRecipe.LONGEST, 2_048);
    double sum = 0;
    for (Labelled labelled : batch.examples()) {
      for (float weight : labelled.example().weights()) {
        sum += weight;
      }
    }
    assertThat(sum).isCloseTo(1, within(1e-3));
  }

  @Test
  void promptsCountInTheFirstHalfOnly() {
    assertThat(smallestPositive(recipe(7).batch(1, 0.6)) * 1.001)
        .isGreaterThan(largest(recipe(7).batch(1, 0.6)));
    assertThat(smallestPositive(recipe(7).batch(1, 0.4)))
        .isLessThan(largest(recipe(7).batch(1, 0.4)) / 5);
  }

  private static double smallestPositive(Batch batch) {
    return weights(batch).filter(weight -> weight > 0).min().orElseThrow();
  }

  private static double largest(Batch batch) {
    return weights(batch).max().orElseThrow();
  }

  private static DoubleStream weights(Batch batch) {
    return batch.examples().stream()
        .map(one -> one.example().weights())
        .flatMapToDouble(
            weights -> IntStream.range(0, weights.length).mapToDouble(i -> weights[i]));
  }

  @Test
  void theEasiestComesFirst() {
    Mix mix = Mix.of(SUBJECTS, _ -> 1);
    for (int i = 0; i < 50; i++) {
      assertThat(mix.lesson(Dice.of(1, i), 0, Split.TRAINING).setting().level()).isEqualTo(1);
    }
    assertThat(
            IntStream.range(0, 200)
                .map(i -> mix.lesson(Dice.of(1, i), 1, Split.TRAINING).setting().level())
                .max()
                .orElseThrow())
        .isGreaterThan(3);
  }

  @Test
  void everyAreaIsInTheMix() {
    Mix mix = NanoRecipe.mix(FEW, TRANSCRIBER, 5);
    assertThat(
            IntStream.range(0, 400)
                .mapToObj(i -> mix.lesson(Dice.of(2, i), 1, Split.TRAINING).subject().area()))
        .contains(Area.values());
  }

  @Test
  void theFormatReadsWhatEveryLessonWrites() {
    Transcripts transcripts = TRANSCRIBER.transcripts();
    for (Subject subject : SUBJECTS) {
      for (int i = 0; i < 4; i++) {
        Lesson lesson = Mix.lesson(subject, Dice.of(11, i), 1, Split.TRAINING);
        PromptRequest request = Transcriber.request(lesson);
        Speech speech = speech(lesson.answer());
        Transcripts.Turn turn = transcripts.answer(request, speech).orElseThrow();
        Speech read = transcripts.speech(request, turn.tokens());
        assertThat(String.join("", read.thought())).isEqualTo(String.join("", speech.thought()));
        assertThat(read.text()).isEqualTo(speech.text());
        assertThat(read.calls().stream().map(Item.ToolCall::arguments))
            .containsExactlyElementsOf(
                speech.calls().stream().map(Item.ToolCall::arguments).toList());
      }
    }
  }

  private static Speech speech(Answer answer) {
    return new Speech(
        answer.thought().stream().map(Answer.Thought::text).toList(),
        answer.text(),
        answer.calls());
  }

  @Test
  void textsOfLessonsComeBackWhole() {
    Tokenizer tokenizer = VOCABULARY.tokenizer();
    Mix mix = Mix.of(SUBJECTS, _ -> 1);
    for (int i = 0; i < 200; i++) {
      Lesson lesson = mix.lesson(Dice.of(4, i), 1, Split.HELD_OUT);
      int[] prompt = TRANSCRIBER.transcripts().prompt(Transcriber.request(lesson));
      assertThat(tokenizer.encodeWithControl(tokenizer.decode(prompt))).isEqualTo(prompt);
    }
  }

  @Test
  void aVocabularyComesBackFromItsFile(@TempDir Path folder) {
    Path file = folder.resolve("vocabulary.gguf");
    VOCABULARY.write(file);
    NanoVocabulary read = NanoVocabulary.read(file);
    assertThat(read.keys()).isEqualTo(VOCABULARY.keys());
    assertThat(read.keys().hashCode()).isEqualTo(VOCABULARY.keys().hashCode());
  }

  @Test
  void digitsAreTokensOfTheirOwn() {
    Tokenizer tokenizer = VOCABULARY.tokenizer();
    assertThat(
            IntStream.range(0, tokenizer.size())
                .mapToObj(token -> tokenizer.decode(new int[] {token})))
        .noneMatch(text -> text.length() > 1 && text.chars().anyMatch(Character::isDigit));
    assertThat(tokenizer.encode(" 48")).hasSize(3);
  }
}
