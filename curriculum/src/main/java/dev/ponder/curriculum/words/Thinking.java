package dev.ponder.curriculum.words;

import dev.ponder.core.Effort;
import dev.ponder.curriculum.working.LongDivision;
import dev.ponder.curriculum.working.Working;
import java.util.stream.Collectors;

/// What to think about a story.
///
/// Medium effort works out one operation a line, its label first, in the short notation of
/// [Working]. High effort begins with what was read, each number with the part it plays, so that
/// the choice of the operation is made of small choices; and then works in the full notation:
///
///     120 start; 17 out; asked left
///     left: 120-17|021,710:…=103
final class Thinking {
  private Thinking() {}

  static String of(Story story, Effort effort) {
    return switch (effort) {
      case LOW -> "";
      case MEDIUM -> worked(story, effort);
      case HIGH -> read(story) + "\n" + worked(story, effort);
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
        .map(mention -> mention.value() + " " + mention.role())
        .collect(Collectors.joining("; ", "", "; asked " + story.sums().getLast().label()));
  }

  private static String worked(Story story, Effort effort) {
    return story.sums().stream()
        .map(sum -> sum.label() + ": " + worked(sum, effort))
        .collect(Collectors.joining("\n"));
  }

  /// Tables go to nine times nine, and a nought is put on or left off.
  private static boolean looksUp(Story.Sum sum) {
    boolean shifts = sum.right() == 10 || sum.right() == 100;
    boolean binds = sum.sign() == '*' || sum.sign() == '/';
    return (sum.left() < 10 && sum.right() < 10) || (binds && shifts);
  }

  private static String worked(Story.Sum sum, Effort effort) {
    if (looksUp(sum)) {
      return "%d%c%d=%d".formatted(sum.left(), sum.sign(), sum.right(), sum.result());
    }
    return switch (sum.sign()) {
      case '+' -> Working.add(effort, sum.left(), sum.right()).text();
      case '-' -> Working.subtract(effort, sum.left(), sum.right()).text();
      case '*' -> Working.multiply(effort, sum.left(), sum.right()).text();
      case '/' -> LongDivision.of(effort, sum.left(), sum.right()).text();
      default -> throw new IllegalStateException("no sign is " + sum.sign());
    };
  }
}
