package dev.ponder.learn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonSubsetTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "print(386*47) | 18142",
        "print(2 + 3 * 4) | 14",
        "print((2 + 3) * 4) | 20",
        "print(-7 // 2, -7 % 2, 7 % -2) | -4 1 -1",
        "print(-2 ** 2) | -4",
        "print(2 ** 3 ** 2) | 512",
        "a = 12; b = a * 3; print(b - 1) | 35",
        "1 + 1 | ''",
      })
  void calculatesAsPythonDoes(String code, String printed) {
    assertThat(PythonSubset.run(code)).isEqualTo(printed);
    assertThat(PythonSubset.result(code)).contains(printed);
  }

  @Test
  void printsALineForEachCall() {
    assertThat(PythonSubset.run("x = 5\n\nprint(x)\nprint(x, x + 1)\n")).isEqualTo("5\n5 6");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "print(1 // 0) | ZeroDivisionError: division by zero",
        "print(x) | NameError: name 'x' is not defined",
        "print(1 +) | SyntaxError: invalid syntax",
        "import os | NameError: name 'import' is not defined",
        "print({1}) | SyntaxError: invalid syntax",
        "print 3 | SyntaxError: invalid syntax",
        "print(3 | SyntaxError: invalid syntax",
        "9 ** 9 ** 9 | OverflowError: the exponent is out of range",
        "print(99999 ** 4000) | OverflowError: the number is too large",
      })
  void reportsEverythingElseAsAnError(String code, String error) {
    assertThat(PythonSubset.run(code)).isEqualTo(error);
    assertThat(PythonSubset.result(code)).isEmpty();
  }

  @Test
  void boundsDepthAndLength() {
    assertThat(PythonSubset.run("(".repeat(500) + "1")).startsWith("SyntaxError");
    assertThat(PythonSubset.run("-".repeat(500) + "1")).startsWith("SyntaxError");
    assertThat(PythonSubset.run("1".repeat(5_000))).startsWith("MemoryError");
    assertThat(PythonSubset.run("print(" + "9".repeat(1_900) + ")")).startsWith("OverflowError");
  }
}
