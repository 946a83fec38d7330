package dev.ponder.curriculum.structure;

import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Split;
import dev.ponder.curriculum.lexicon.Pool;
import java.math.BigInteger;
import java.util.stream.IntStream;

/// Tasks for which Python counts up or remembers.
final class CodeLoops {
  private static final Pool<String> LETS =
      Pool.lines(
          """
          Let x = # and y = @. What is x * y + %?
          x is # and y is @. Compute x * y + %.
          If x = # and y = @, what is x * y + %?
          With x = # and y = @, how much is x * y + %?
          Take x = #, y = @ and work out x * y + %.
          """);
  private static final Pool<String> SERIES =
      Pool.lines(
          """
          What is the sum of the numbers from 1 to #?
          Add all numbers from 1 to #.
          Sum up 1 to #.
          What is 1 + 2 + ... + #?
          How much are all numbers up to # together?
          """);
  private static final Pool<String> SQUARES =
      Pool.lines(
          """
          What is the sum of the squares from 1 to #?
          Add the squares of 1 to #.
          Sum up the squares up to #.
          What is 1*1 + 2*2 + ... + #*#?
          How much are all squares up to # together?
          """);
  private static final Pool<String> FACTORIALS =
      Pool.lines(
          """
          What is # factorial?
          Compute #!
          What is the factorial of #?
          Calculate #! please.
          Multiply all numbers from 1 to #.
          """);
  private static final Pool<String> FIBONACCI =
      Pool.lines(
          """
          What is Fibonacci number #?
          Compute the #-th Fibonacci number.
          Give me Fibonacci number #.
          Fibonacci of #?
          Which number is at place # of the Fibonacci series?
          """);
  private static final Pool<String> BINARIES =
      Pool.lines(
          """
          Write # in binary.
          What is # in binary?
          Convert # to binary.
          Give the bits of #.
          Show # as a binary number.
          """);

  private CodeLoops() {}

  static CodeTask any(Dice dice, Split split) {
    int most = dice.between(5, 300);
    int few = dice.between(5, 18);
    return switch (dice.between(0, 5)) {
      case 0 -> series(SERIES.any(dice, split), most);
      case 1 -> squares(SQUARES.any(dice, split), most);
      case 2 -> factorial(FACTORIALS.any(dice, split), few);
      case 3 -> fibonacci(FIBONACCI.any(dice, split), few);
      case 4 -> binary(BINARIES.any(dice, split), most);
      default -> lets(dice, split, most);
    };
  }

  private static CodeTask of(String frame, int number, String code, Object printed) {
    return CodeTask.of(frame, number, 0, code, printed);
  }

  private static CodeTask series(String frame, int most) {
    return of(frame, most, "print(sum(range(1, " + (most + 1) + ")))", most * (most + 1L) / 2);
  }

  private static CodeTask squares(String frame, int most) {
    return of(
        frame,
        most,
        "s=0\nfor i in range(1, " + (most + 1) + "):\n    s=s+i*i\nprint(s)",
        most * (most + 1L) * (2L * most + 1) / 6);
  }

  private static CodeTask factorial(String frame, int few) {
    return of(
        frame,
        few,
        "n=1\nfor i in range(1, " + (few + 1) + "):\n    n=n*i\nprint(n)",
        IntStream.rangeClosed(1, few)
            .mapToObj(BigInteger::valueOf)
            .reduce(BigInteger.ONE, BigInteger::multiply));
  }

  private static CodeTask fibonacci(String frame, int few) {
    long a = 0;
    long b = 1;
    for (int i = 0; i < few; i++) {
      long c = a + b;
      a = b;
      b = c;
    }
    return of(
        frame,
        few,
        "a=0\nb=1\nfor i in range(" + few + "):\n    c=a+b\n    a=b\n    b=c\nprint(a)",
        a);
  }

  private static CodeTask binary(String frame, int most) {
    return of(frame, most, "print(bin(" + most + ")[2:])", Integer.toBinaryString(most));
  }

  private static CodeTask lets(Dice dice, Split split, int x) {
    int y = dice.between(3, 999);
    int more = dice.between(1, 99);
    return CodeTask.of(
        LETS.any(dice, split).replace("%", Integer.toString(more)),
        x,
        y,
        "x=" + x + "\ny=" + y + "\nprint(x*y+" + more + ")",
        (long) x * y + more);
  }
}
