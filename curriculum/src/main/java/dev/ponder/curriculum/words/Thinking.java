package dev.ponder.curriculum.words;

import dev.ponder.core.Effort;
import dev.ponder.curriculum.working.LongDivision;
import dev.ponder.curriculum.working.Working;
import java.util.stream.Collectors;

/// What to think about a story.
///
/// Medium effort writes one line for each operation, its label first: `left: 120-17=103`. High
/// effort begins with what was read, each number with the words around it and the part it plays,
/// so that the choice of the operation is made of small choices with the evidence copied beside
/// them; and then works every operation out digit by digit:
///
///     Mia had 120 apples: start; gave away 17 of: out; asked: left
///     left: 120-17|021,710:…=103
final class Thinking {
  private Thinking() {}

  static String of(Story story, Effort effort) {
    return switch (effort) {
      case LOW -> "";
      case MEDIUM -> story.sums().stream().map(Thinking::plain).collect(Collectors.joining("\n"));
      case HIGH ->
          read(story)
              + story.sums().stream().map(sum -> "\n" + worked(sum)).collect(Collectors.joining());
    };
  }

  /// What to think before a tool does the reckoning.
  static String beforeCall(Story story, Effort effort) {
    return switch (effort) {
      case LOW -> "";
      case MEDIUM -> story.sums().getLast().label();
      case HIGH -> read(story);
    };
  }

  private static String read(Story story) {
    return story.mentions().stream()
        .map(mention ->
            "%s %d %s".formatted(mention.before(), mention.value(), mention.after()).strip()
                + ": "
                + mention.role())
        .collect(Collectors.joining("; ", "", "; asked: " + story.sums().getLast().label()));
  }

  private static String plain(Story.Sum sum) {
    return "%s: %d%c%d=%d"
        .formatted(sum.label(), sum.left(), sum.sign(), sum.right(), sum.result());
  }

  /// Tables go to nine times nine, and a nought is put on or left off.
  private static boolean looksUp(Story.Sum sum) {
    boolean shifts = sum.right() == 10 || sum.right() == 100;
    boolean binds = sum.sign() == '*' || sum.sign() == '/';
    return (sum.left() < 10 && sum.right() < 10) || (binds && shifts);
  }

  private static String worked(Story.Sum sum) {
    if (looksUp(sum)) {
      return plain(sum);
    }
    String working =
        switch (sum.sign()) {
          case '+' -> Working.add(Effort.HIGH, sum.left(), sum.right()).text();
          case '-' -> Working.subtract(Effort.HIGH, sum.left(), sum.right()).text();
          case '*' -> Working.multiply(Effort.HIGH, sum.left(), sum.right()).text();
          case '/' -> LongDivision.of(Effort.HIGH, sum.left(), sum.right()).text();
          default -> throw new IllegalStateException("no sign is " + sum.sign());
        };
    return sum.label() + ": " + working;
  }
}
