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

  static CodeTask any(Dice dice, Split split, int level) {
    return switch (level) {
      case 1 -> arithmetic(dice, split);
      case 2 -> dice.chance(0.6) ? list(dice, split) : text(dice, split);
      default -> CodeLoops.any(dice, split);
    };
  }

  private static CodeTask arithmetic(Dice dice, Split split) {
    int one = dice.between(1000, 99999);
    int other = dice.between(100, 99999);
    return switch (dice.between(0, 2)) {
      case 0 -> power(dice, split);
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

  private static CodeTask power(Dice dice, Split split) {
    int base = dice.between(2, 40);
    int exponent = dice.between(3, 15);
    return of(
        POWERS.any(dice, split),
        base,
        exponent,
        "print(" + base + "**" + exponent + ")",
        BigInteger.valueOf(base).pow(exponent));
  }

  /// A task whose words name one number or two.
  static CodeTask of(String frame, int one, int other, String code, Object printed) {
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
}
