package dev.ponder.curriculum.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.core.Effort;
import dev.ponder.curriculum.Answer;
import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Exercise;
import dev.ponder.curriculum.Language;
import dev.ponder.curriculum.Reply;
import dev.ponder.curriculum.Setting;
import dev.ponder.curriculum.Split;
import dev.ponder.curriculum.Subject;
import dev.ponder.curriculum.Tooling;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WordProblemsTest {
  private static final Books BOOKS = new Books();
  private static final Subject SUBJECT = new WordProblems();
  private static final Pattern SENTENCE = Pattern.compile("(?<=[.?!]) (?=.)");
  private static final int EACH = 80;

  static Stream<Setting> settings() {
    List<Setting> all = new ArrayList<>();
    for (Split split : Split.values()) {
      for (Language language : SUBJECT.languages()) {
        for (int level = 1; level <= (language == Language.ENGLISH ? 4 : 2); level++) {
          all.add(new Setting(level, split, language, Tooling.NONE));
        }
      }
    }
    return all.stream();
  }

  private static List<Story> stories(Setting setting) {
    Storyteller teller = new Storyteller(BOOKS.of(setting), setting.split());
    List<Story> stories = new ArrayList<>();
    for (int i = 0; i < EACH; i++) {
      stories.add(teller.story(setting.level(), Dice.of(i, setting.level())));
    }
    return stories;
  }

  @ParameterizedTest
  @MethodSource("settings")
  void asManyOperationsAsTheLevelSaysGiveTheAnswer(Setting setting) {
    for (Story story : stories(setting)) {
      assertThat(story.sums()).hasSize(setting.level());
      for (Story.Sum sum : story.sums()) {
        assertThat(Operation.signed(String.valueOf(sum.sign())).of(sum.left(), sum.right()))
            .hasValue(sum.result());
      }
      assertThat(Reckoner.value(story.sums().getLast().python())).contains(story.answer());
    }
  }

  /// A number that is neither used nor a marked distractor would mislead; one that is used but not
  /// told could not be known.
  @ParameterizedTest
  @MethodSource("settings")
  void everyNumberOfTheTextIsUsedOrSpare(Setting setting) {
    for (Story story : stories(setting)) {
      List<Long> operands = new ArrayList<>();
      story.sums().forEach(sum -> operands.addAll(List.of(sum.left(), sum.right())));
      for (Story.Mention mention : story.mentions()) {
        if (!mention.role().equals("spare")) {
          assertThat(operands).as(story.text()).contains(mention.value());
        }
        assertThat(mention.role()).isNotEqualTo("hidden");
      }
      assertThat(story.mentions().stream().filter(mention -> !mention.role().equals("spare")))
          .as(story.text())
          .hasSizeGreaterThanOrEqualTo(told(story));
    }
  }

  /// Every operand that is no earlier result and no constant of nature needs its place in the text.
  private static int told(Story story) {
    Set<Long> results = new HashSet<>();
    Set<Long> given = new HashSet<>();
    Set<Long> constants = Set.of(1L, 2L, 3L, 4L, 7L, 100L);
    for (Story.Sum sum : story.sums()) {
      for (long operand : List.of(sum.left(), sum.right())) {
        if (!results.contains(operand) && !constants.contains(operand)) {
          given.add(operand);
        }
      }
      results.add(sum.result());
    }
    return given.size();
  }

  @ParameterizedTest
  @MethodSource("settings")
  void textIsWellFormed(Setting setting) {
    for (Story story : stories(setting)) {
      String text = story.text();
      assertThat(text).doesNotContain("  ", " .", ",,", "..", "{", "}", "[", "]", "|", "<", ">");
      assertThat(text).doesNotContainPattern("[\\uE000-\\uE7FF]");
      assertThat(text).matches(Pattern.compile(".*[.?!]", Pattern.DOTALL));
      for (String sentence : SENTENCE.split(text)) {
        char first = sentence.charAt(0);
        assertThat(Character.isLowerCase(first)).as(sentence + " in " + text).isFalse();
      }
      assertThat(text.split("\\?", -1).length - 1).as(text).isLessThanOrEqualTo(1);
    }
  }

  /// Told in words or digits, one is followed by a singular and never occurs elsewhere.
  @ParameterizedTest
  @MethodSource("settings")
  void nounsAgreeWithTheirNumbers(Setting setting) {
    for (Story story : stories(setting)) {
      assertThat(story.mentions()).as(story.text()).allMatch(mention -> mention.value() > 1);
    }
  }

  @ParameterizedTest
  @MethodSource("settings")
  void theCheckPassesTheModelAnswersAndNothingElse(Setting setting) {
    for (Tooling tooling : SUBJECT.toolings()) {
      Setting tooled = new Setting(setting.level(), setting.split(), setting.language(), tooling);
      for (int i = 0; i < EACH; i++) {
        Exercise exercise = SUBJECT.exercise(Dice.of(i, 7), tooled);
        for (Effort effort : Effort.values()) {
          Answer answer = exercise.answer(effort);
          assertThat(exercise.check().passes(new Reply(answer.text(), answer.calls()))).isTrue();
          assertThat(exercise.check().passes(new Reply(answer.text() + "1", List.of()))).isFalse();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("settings")
  void thoughtsStayShort(Setting setting) {
    for (int i = 0; i < EACH; i++) {
      Exercise exercise = SUBJECT.exercise(Dice.of(i, 3), setting);
      assertThat(exercise.answer(Effort.LOW).thought()).isEmpty();
      int medium = length(exercise, Effort.MEDIUM);
      assertThat(medium).isBetween(5, 110 * setting.level());
      assertThat(length(exercise, Effort.HIGH)).isBetween(medium + 15, 100 + 180 * setting.level());
    }
  }

  private static int length(Exercise exercise, Effort effort) {
    return exercise.answer(effort).thought().stream().mapToInt(t -> t.text().length()).sum();
  }

  @Test
  void equalDiceTellEqualStories() {
    Setting setting = Setting.plain(3, Split.TRAINING);
    assertThat(stories(setting)).isEqualTo(stories(setting));
  }

  @Test
  void thereAreManyScenariosAndEachCanBeTold() {
    Book book = BOOKS.of(Setting.plain(1, Split.TRAINING));
    assertThat(book.scenarios()).hasSizeGreaterThan(100);
    Storyteller teller = new Storyteller(book, Split.TRAINING);
    for (Scenario scenario : book.scenarios()) {
      long told =
          Stream.iterate(0, i -> i + 1)
              .limit(20)
              .filter(
                  i -> teller.attempt(scenario, scenario.steps().size(), Dice.of(i)).isPresent())
              .count();
      assertThat(told).as(scenario.name()).isGreaterThan(15);
    }
  }

  @Test
  void scenarioNamesAreUnique() {
    for (Split split : Split.values()) {
      List<String> names =
          BOOKS.of(Setting.plain(1, split)).scenarios().stream().map(Scenario::name).toList();
      assertThat(names).doesNotHaveDuplicates();
    }
  }

  @Test
  void theLexiconIsLarge() {
    Lexicon lexicon = BOOKS.of(Setting.plain(1, Split.TRAINING)).lexicon();
    Set<String> known = words(BOOKS.of(Setting.plain(1, Split.TRAINING)));
    assertThat(known).hasSizeGreaterThan(1_700);
    assertThat(lexicon.women()).hasSizeGreaterThan(100).doesNotHaveDuplicates();
    assertThat(lexicon.men()).hasSizeGreaterThan(100).doesNotHaveDuplicates();
  }

  @Test
  void inventedWordsOfTheSplitsDiffer() {
    Dice dice = Dice.of(5);
    Coinage training = new Coinage(Split.TRAINING);
    Coinage heldOut = new Coinage(Split.HELD_OUT);
    for (int i = 0; i < 2_000; i++) {
      assertThat(Coinage.belongs(training.noun(dice).one())).isEqualTo(Split.TRAINING);
      assertThat(Coinage.belongs(heldOut.name(dice, Gender.MALE))).isEqualTo(Split.HELD_OUT);
    }
  }

  /// By their lexicons: what is told in words of the other split would not be unseen.
  @Test
  void theSplitsShareNoScenarioNameOrNoun() {
    Book training = BOOKS.of(Setting.plain(1, Split.TRAINING));
    Book heldOut = BOOKS.of(Setting.plain(1, Split.HELD_OUT));
    assertThat(words(heldOut)).doesNotContainAnyElementsOf(words(training));
    assertThat(heldOut.scenarios().stream().map(Scenario::name))
        .doesNotContainAnyElementsOf(training.scenarios().stream().map(Scenario::name).toList());
  }

  private static Set<String> words(Book book) {
    Set<String> words = new TreeSet<>(book.lexicon().women());
    words.addAll(book.lexicon().men());
    book.lexicon().kinds().values().forEach(nouns -> nouns.forEach(noun -> words.add(noun.one())));
    return words;
  }

  @Test
  void languagesOtherThanEnglishStopAtTwoOperations() {
    for (Language language : List.of(Language.GERMAN, Language.FRENCH, Language.SPANISH)) {
      Setting setting = new Setting(4, Split.TRAINING, language, Tooling.NONE);
      Exercise exercise = SUBJECT.exercise(Dice.of(1), setting);
      String thought = exercise.answer(Effort.MEDIUM).thought().getFirst().text();
      assertThat(thought.lines()).hasSize(2);
    }
    assertThatThrownBy(() -> SUBJECT.exercise(Dice.of(1), Setting.plain(5, Split.TRAINING)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
