package dev.ponder.curriculum.working;

import dev.ponder.curriculum.Answer.Regard;
import dev.ponder.curriculum.Answer.Thought;
import dev.ponder.curriculum.Dice;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Slips of the pen in full columns, noticed at once: `5+7+0=13;!5+7+0=12;`.
public final class Slips {
  private static final double SHARE = 0.08;
  private static final Pattern COLUMN = Pattern.compile("\\d[-+*]\\d(?:[-+]\\d)+=(\\d)(\\d);");

  private Slips() {}

  /// The thought as it is, or, about once in twelve, with one column first gone wrong. Only the
  /// wrong result is not to be learned; that it is wrong, and the column done again, are. A thought
  /// without full columns stays as it is.
  public static List<Thought> sometimes(String thought, Dice dice) {
    return dice.chance(SHARE) ? one(thought, dice) : whole(thought);
  }

  static List<Thought> one(String thought, Dice dice) {
    List<MatchResult> columns = COLUMN.matcher(thought).results().toList();
    if (columns.isEmpty()) {
      return whole(thought);
    }
    MatchResult column = dice.any(columns);
    List<Thought> stretches = new ArrayList<>();
    stretches.add(new Thought(thought.substring(0, column.start(1)), Regard.LEARNED));
    stretches.add(new Thought(wrong(column, dice), Regard.SEEN));
    stretches.add(new Thought(";!" + thought.substring(column.start()), Regard.LEARNED));
    return stretches;
  }

  private static List<Thought> whole(String thought) {
    return thought.isEmpty() ? List.of() : List.of(new Thought(thought, Regard.LEARNED));
  }

  /// Off by a little, as slips are: the digit by one to three, at times the carry too.
  private static String wrong(MatchResult column, Dice dice) {
    int carry = column.group(1).charAt(0) - '0';
    int digit = column.group(2).charAt(0) - '0';
    int slipped = (digit + dice.any(1, 2, 3, 7, 8, 9)) % 10;
    int carried = dice.chance(0.3) ? (carry == 0 ? 1 : carry - 1) : carry;
    return "" + carried + slipped;
  }
}
