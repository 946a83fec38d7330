package dev.ponder.curriculum.structure;

import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Split;
import dev.ponder.curriculum.lexicon.Pool;
import dev.ponder.curriculum.lexicon.Words;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Something to compute, the Python code for it, which ends with a `print(…)`, and what it prints.
record CodeTask(String words, String code, String printed) {
  private static final Pool<String> POWERS =
      Pool.lines(
          """
          What is # to the power of @?
          Compute # ** @.
          Raise # to the power @.
          How much is # to the @?
          # to the @-th power?
          """);
  private static final Pool<String> PRODUCTS =
      Pool.lines(
          """
          What is # * @?
          Multiply # by @.
          Compute # times @ with Python.
          How much is # times @?
          Find the product of # and @.
          """);
  private static final Pool<String> REMAINDERS =
      Pool.lines(
          """
          What is # modulo @?
          What is the remainder of # divided by @?
          Compute # mod @.
          What remains when # is divided by @?
          Which remainder does # leave by @?
          """);
  private static final Pool<String> SUMS =
      Pool.lines(
          """
          Add up #.
          What is the sum of #?
          Sum these numbers: #
          How much are # together?
          Total of #?
          """);
  private static final Pool<String> SORTS =
      Pool.lines(
          """
          Sort #.
          Put # in order.
          Sort these numbers: #
          Order # from small to large.
          Arrange # by size.
          """);
  private static final Pool<String> MEANS =
      Pool.lines(
          """
          What is the mean of #?
          What is the average of #?
          Compute the average of #.
          Average of #?
          Give me the arithmetic mean of #.
          """);
  private static final Pool<String> REVERSALS =
      Pool.lines(
          """
          Reverse the word # with Python.
          Use Python to reverse #.
          Turn # around with Python.
          Let Python reverse the text #.
          Write # backwards by code.
          """);
  private static final Pool<String> COUNTS =
      Pool.lines(
          """
          Let Python count the letter @ in #.
          Use Python to count @ in #.
          How many @ are in #? Use Python.
          With Python, count every @ in #.
          By code: how often is @ in #?
          """);
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

  static CodeTask any(Dice dice, Split split, int level) {
    return switch (level) {
      case 1 -> arithmetic(dice, split);
      case 2 -> dice.chance(0.6) ? list(dice, split) : text(dice, split);
      default -> loop(dice, split);
    };
  }

  private static CodeTask arithmetic(Dice dice, Split split) {
    int one = dice.between(1000, 99999);
    int other = dice.between(100, 99999);
    return switch (dice.between(0, 2)) {
      case 0 -> {
        int base = dice.between(2, 40);
        int exponent = dice.between(3, 15);
        yield of(
            POWERS.any(dice, split),
            base,
            exponent,
            "print(" + base + "**" + exponent + ")",
            BigInteger.valueOf(base).pow(exponent));
      }
      case 1 ->
          of(
              PRODUCTS.any(dice, split),
              one,
              other,
              "print(" + one + "*" + other + ")",
              (long) one * other);
      default -> {
        int divisor = dice.between(7, 97);
        yield of(
            REMAINDERS.any(dice, split),
            one,
            divisor,
            "print(" + one + "%" + divisor + ")",
            one % divisor);
      }
    };
  }

  private static CodeTask of(String frame, int one, int other, String code, Object printed) {
    String words = frame.replace("#", Integer.toString(one)).replace("@", Integer.toString(other));
    return new CodeTask(words, code, printed.toString());
  }

  private static CodeTask list(Dice dice, Split split) {
    int count = dice.any(4, 5, 8);
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      numbers.add(dice.between(1, 999));
    }
    String listed = numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    String code = "[" + listed + "]";
    int sum = numbers.stream().mapToInt(Integer::intValue).sum();
    return switch (dice.between(0, 2)) {
      case 0 ->
          new CodeTask(
              SUMS.any(dice, split).replace("#", listed), "print(sum(" + code + "))", "" + sum);
      case 1 ->
          new CodeTask(
              SORTS.any(dice, split).replace("#", listed),
              "print(sorted(" + code + "))",
              numbers.stream().sorted().toList().toString());
      default ->
          new CodeTask(
              MEANS.any(dice, split).replace("#", listed),
              "x=" + code + "\nprint(sum(x)/len(x))",
              mean(sum, count));
    };
  }

  /// As Python prints it: with at least one decimal.
  private static String mean(int sum, int count) {
    BigDecimal mean = BigDecimal.valueOf(sum).divide(BigDecimal.valueOf(count));
    BigDecimal shortest = mean.stripTrailingZeros();
    return (shortest.scale() < 1 ? shortest.setScale(1) : shortest).toPlainString();
  }

  private static CodeTask text(Dice dice, Split split) {
    String word = Words.word(dice, split);
    if (dice.chance(0.5)) {
      return new CodeTask(
          REVERSALS.any(dice, split).replace("#", word),
          "print('" + word + "'[::-1])",
          new StringBuilder(word).reverse().toString());
    }
    char letter = word.charAt(dice.between(0, word.length() - 1));
    return new CodeTask(
        COUNTS.any(dice, split).replace("#", word).replace("@", "" + letter),
        "print('" + word + "'.count('" + letter + "'))",
        "" + word.chars().filter(c -> c == letter).count());
  }

  private static CodeTask loop(Dice dice, Split split) {
    int most = dice.between(5, 300);
    int few = dice.between(5, 18);
    return switch (dice.between(0, 5)) {
      case 0 ->
          of(
              SERIES.any(dice, split),
              most,
              0,
              "print(sum(range(1, " + (most + 1) + ")))",
              most * (most + 1L) / 2);
      case 1 ->
          of(
              SQUARES.any(dice, split),
              most,
              0,
              "s=0\nfor i in range(1, " + (most + 1) + "):\n    s=s+i*i\nprint(s)",
              most * (most + 1L) * (2L * most + 1) / 6);
      case 2 ->
          of(
              FACTORIALS.any(dice, split),
              few,
              0,
              "n=1\nfor i in range(1, " + (few + 1) + "):\n    n=n*i\nprint(n)",
              IntStream.rangeClosed(1, few)
                  .mapToObj(BigInteger::valueOf)
                  .reduce(BigInteger.ONE, BigInteger::multiply));
      case 3 ->
          of(
              FIBONACCI.any(dice, split),
              few,
              0,
              "a=0\nb=1\nfor i in range(" + few + "):\n    c=a+b\n    a=b\n    b=c\nprint(a)",
              fibonacci(few));
      case 4 ->
          of(
              BINARIES.any(dice, split),
              most,
              0,
              "print(bin(" + most + ")[2:])",
              Integer.toBinaryString(most));
      default -> lets(dice, split, most);
    };
  }

  private static CodeTask lets(Dice dice, Split split, int x) {
    int y = dice.between(3, 999);
    int more = dice.between(1, 99);
    return of(
        LETS.any(dice, split).replace("%", Integer.toString(more)),
        x,
        y,
        "x=" + x + "\ny=" + y + "\nprint(x*y+" + more + ")",
        (long) x * y + more);
  }

  private static long fibonacci(int place) {
    long a = 0;
    long b = 1;
    for (int i = 0; i < place; i++) {
      long c = a + b;
      a = b;
      b = c;
    }
    return a;
  }
}
