package dev.ponder.learn.python;

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
        "print((96+66)/2) | 81.0",
        "print(115*55/100, 1/3, 7/4) | 63.25 0.3333333333333333 1.75",
        "print(sorted([371, 57, 155, 5])) | [5, 57, 155, 371]",
        "print(max(1,602,615), min([4, 2]), sum([1, 2, 3]), len('abc')) | 615 2 6 3",
        "print(sorted([220,174,4])[1], [1, 2][-1]) | 174 2",
        "print('apples'.count('p')) | 2",
        "print('apples'[::-1]) | selppa",
        "print(round(2.5), round(3.14159, 2), abs(-4)) | 2 3.14 4",
        "print(3 < 4, 'a' == 'b') | True False",
        "print(str(12) + 'x', int('7') + 1) | 12x 8",
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
        "9 ** 9 ** 9 | MemoryError: the number is too large",
        "print(99999 ** 4000) | MemoryError: the number is too large",
        "print([1][3]) | IndexError: list index out of range",
        "print('a' * 3) | TypeError: a number is needed, not 'a'",
        "open('f') | NameError: name 'open' is not defined",
        "range(10 ** 9) | MemoryError: the range is too long",
      })
  void reportsEverythingElseAsAnError(String code, String error) {
    assertThat(PythonSubset.run(code)).isEqualTo(error);
    assertThat(PythonSubset.result(code)).isEmpty();
  }

  @Test
  void boundsDepthAndLength() {
    assertThat(PythonSubset.run("(".repeat(500) + "1")).startsWith("MemoryError");
    assertThat(PythonSubset.run("-".repeat(500) + "1")).startsWith("MemoryError");
    assertThat(PythonSubset.run("1".repeat(5_000))).startsWith("MemoryError");
    assertThat(PythonSubset.run("print(" + "9".repeat(1_900) + ")")).startsWith("MemoryError");
  }

  @Test
  void runsBlocks() {
    String fibonacci = "a=0\nb=1\nfor i in range(10):\n    c=a+b\n    a=b\n    b=c\nprint(a)";
    assertThat(PythonSubset.run(fibonacci)).isEqualTo("55");
    String factorial = "n=1\nfor i in range(1, 6):\n    n*=i\nprint(n)";
    assertThat(PythonSubset.run(factorial)).isEqualTo("120");
    String nested =
        "s=0\nfor i in range(4):\n  if i%2==0:\n    s=s+i\n  else:\n    s=s+10\nprint(s)";
    assertThat(PythonSubset.run(nested)).isEqualTo("22");
    assertThat(PythonSubset.run("i=3\nwhile i>0:\n  print(i)\n  i-=1")).isEqualTo("3\n2\n1");
  }

  @Test
  void endsWhatWouldNotEnd() {
    assertThat(PythonSubset.run("while 1:\n  x=1")).startsWith("MemoryError");
    assertThat(PythonSubset.run("for i in range(9):\nprint(i)")).startsWith("SyntaxError");
    assertThat(PythonSubset.run("s='ab'\nwhile 1:\n  s=s+s")).startsWith("MemoryError");
    assertThat(PythonSubset.run("l=[1]\nwhile 1:\n  l=l+l")).startsWith("MemoryError");
    assertThat(PythonSubset.run("l=[1]\nl=[l,l]")).startsWith("TypeError");
    assertThat(PythonSubset.run("while 1:\n  print(123456789)")).startsWith("MemoryError");
  }
}
