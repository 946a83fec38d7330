package dev.ponder.learn.grading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormulaTest {
  private static final Map<String, Double> REWARDS = Map.of("a", 0.5, "b_2", 4.0);

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "1 + 2 * 3; 7",
        "(1 + 2) * 3; 9",
        "10 - 4 - 3; 3",
        "24 / 4 / 3; 2",
        "-2 ^ 2; -4",
        "2 ^ 3 ^ 2; 512",
        "2 ^ -1; 0.5",
        "--3; 3",
        ".5 + 1.5e1; 15.5",
        "0.8 * a + 0.2 * min(b_2, 1); 0.6",
        "max(a, b_2, 7); 7",
        "abs(-3) + floor(1.7) + ceil(1.2); 6",
        "sqrt(b_2) + exp(0) + log(1); 3",
      })
  void calculates(String formula, double value) {
    assertThat(Formula.of(formula).value(REWARDS)).isCloseTo(value, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "\"\"; a number or name is missing at character 1",
        "1 +; a number or name is missing at character 4",
        "(1; ')' is missing at character 3",
        "1 2; something else begins at character 2",
        "a.b; something else begins at character 2",
        "sin(1); there is no function 'sin'",
        "abs(1, 2); 'abs' takes one number",
        "1 $ 2; something else begins",
      })
  void saysWhatIsWrong(String formula, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Formula.of(formula))
        .withMessageContaining(why);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "-", "2^", "abs("})
  void refusesWhatNestsTooDeep(String part) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Formula.of(part.repeat(400)))
        .withMessageContaining("nests deeper");
  }

  @Test
  void takesLongSumsAndRefusesEndlessOnes() {
    assertThat(Formula.of("1" + "+1".repeat(900)).value(REWARDS)).isEqualTo(901);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Formula.of("1" + "+1".repeat(9_000)))
        .withMessageContaining("longer than 2,000 characters");
  }
}
