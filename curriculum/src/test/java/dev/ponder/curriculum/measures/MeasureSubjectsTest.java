package dev.ponder.curriculum.measures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.Effort;
import dev.ponder.curriculum.Exercise;
import dev.ponder.curriculum.Language;
import dev.ponder.curriculum.Subject;
import dev.ponder.curriculum.Tooling;
import dev.ponder.curriculum.working.Phrasings;
import dev.ponder.curriculum.working.Properties;
import java.math.BigDecimal;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MeasureSubjectsTest {

  static List<Subject> subjects() {
    return MeasureSubjects.all();
  }

  private static Subject named(String name) {
    return MeasureSubjects.all().stream()
        .filter(subject -> subject.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void exercisesHoldWhateverTheDice(Subject subject) {
    Properties.hold(subject, 120);
  }

  static List<Phrasings> inEnglish() {
    return List.of(
        Comparison.LARGER,
        Comparison.SMALLER,
        Comparison.SIGN,
        Comparison.MORE,
        Comparison.LESS,
        Rounding.WHOLE,
        Rounding.UNITS,
        Rounding.PLACES,
        Units.CONVERT,
        Units.SPLIT,
        Clock.LATER,
        Clock.EARLIER,
        Clock.BETWEEN,
        Clock.TOGETHER,
        Dates.LATER,
        Dates.EARLIER,
        Dates.DATE,
        Dates.BETWEEN);
  }

  @ParameterizedTest
  @MethodSource("inEnglish")
  void whatIsHeldOutIsNeverLearned(Phrasings phrasings) {
    Properties.apart(phrasings, List.of(Language.ENGLISH));
  }

  static List<Phrasings> inAllLanguages() {
    return List.of(Percentages.OF, Percentages.UP, Percentages.DOWN, Percentages.SHARE);
  }

  @ParameterizedTest
  @MethodSource("inAllLanguages")
  void whatIsHeldOutIsNeverLearnedInAnyLanguage(Phrasings phrasings) {
    Properties.apart(phrasings, Arrays.asList(Language.values()));
  }

  /// Where the pattern finds its groups in the question, the oracle knows the answer.
  private static void agrees(
      String name, String pattern, BiFunction<Exercise, MatchResult, String> oracle) {
    Pattern compiled = Pattern.compile(pattern);
    int[] asked = {0};
    Properties.each(
        named(name),
        300,
        (setting, exercise) -> {
          Optional<MatchResult> found =
              compiled.matcher(Properties.question(exercise)).results().findFirst();
          if (setting.tooling() == Tooling.NONE && found.isPresent()) {
            asked[0]++;
            assertThat(exercise.answer(Effort.HIGH).text())
                .as(Properties.question(exercise))
                .isEqualTo(oracle.apply(exercise, found.get()));
          }
        });
    assertThat(asked[0]).isGreaterThan(10);
  }

  @Test
  void theLargerNumberIsFound() {
    agrees(
        "comparison",
        "(?:larger|bigger|greater)[,:]? ([\\d.]+) or ([\\d.]+)\\?",
        (_, found) ->
            new BigDecimal(found.group(1)).compareTo(new BigDecimal(found.group(2))) > 0
                ? found.group(1)
                : found.group(2));
  }

  @Test
  void numbersAreSorted() {
    agrees(
        "sorting",
        "(?:ascending order: |Sort |menor a mayor: )(\\d[\\d, ]+)\\.?$",
        (_, found) ->
            String.join(
                ", ",
                Arrays.stream(found.group(1).split(", "))
                    .map(Long::valueOf)
                    .sorted()
                    .map(String::valueOf)
                    .toList()));
  }

  @Test
  void aFiveIsRoundedUp() {
    agrees(
        "rounding",
        "([\\d.]+) rounded to the nearest (10+)\\b",
        (_, found) -> {
          long power = Long.parseLong(found.group(2));
          return String.valueOf((Long.parseLong(found.group(1)) + power / 2) / power * power);
        });
  }

  @Test
  void timesPassMidnight() {
    agrees(
        "clock",
        "(\\d+):(\\d+)\\. What time (?:will it be in|is it) (\\d+) min(?:utes?)?(?: later)?\\?",
        (_, found) -> {
          LocalTime time =
              LocalTime.of(Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2)))
                  .plusMinutes(Integer.parseInt(found.group(3)));
          return time.getHour() + ":" + "%02d".formatted(time.getMinute());
        });
  }

  @Test
  void percentagesAreExact() {
    agrees(
        "percentages",
        "(?:What is|How much is|Calculate|Find) (\\d+)% of (\\d+)",
        (_, found) -> {
          BigDecimal part =
              new BigDecimal(found.group(1))
                  .multiply(new BigDecimal(found.group(2)))
                  .movePointLeft(2)
                  .stripTrailingZeros();
          return part.toPlainString();
        });
  }

  @Test
  void metresAreHundredsOfCentimetres() {
    agrees(
        "units",
        "([\\d.]+) (?:m|meters?) (?:to|in|into|= \\?) (cm|centimeters)",
        (_, found) ->
            new BigDecimal(found.group(1)).movePointRight(2).toBigInteger() + " " + found.group(2));
  }
}
