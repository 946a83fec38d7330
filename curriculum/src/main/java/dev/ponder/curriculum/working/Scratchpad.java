package dev.ponder.curriculum.working;

import dev.ponder.core.Effort;
import dev.ponder.curriculum.Answer.Regard;
import dev.ponder.curriculum.Answer.Thought;
import dev.ponder.curriculum.Dice;
import java.util.ArrayList;
import java.util.List;

/// Where a solution is thought out, a line for each operation; at low effort nothing is written and
/// only the results are handed back. So one solution, run once for each effort, gives the thoughts
/// of all of them. Now and then a thought at high effort holds an error and its repair, see [Slips]
/// and [LongDivision#guessing].
public final class Scratchpad {
  private final Effort effort;
  private final Dice dice;
  private final List<Thought> thoughts = new ArrayList<>();

  private Scratchpad(Effort effort, Dice dice) {
    this.effort = effort;
    this.dice = dice;
  }

  /// An empty one.
  public static Scratchpad of(Effort effort, Dice dice) {
    return new Scratchpad(effort, dice);
  }

  /// The sum, worked out on a line of its own.
  public long add(long... summands) {
    Working working = Working.add(effort, summands);
    line(working.text());
    return working.result();
  }

  /// The difference, worked out on a line of its own.
  public long subtract(long from, long what) {
    Working working = Working.subtract(effort, from, what);
    line(working.text());
    return working.result();
  }

  /// The product, worked out on a line of its own.
  public long multiply(long one, long other) {
    Working working = Working.multiply(effort, one, other);
    line(working.text());
    return working.result();
  }

  /// The quotient and the remainder, worked out on a line of their own.
  public LongDivision divide(long dividend, long divisor) {
    LongDivision division = LongDivision.guessing(effort, dividend, divisor, dice);
    if (!division.thought().isEmpty()) {
      separate();
      thoughts.addAll(division.thought());
    }
    return division;
  }

  /// A line that medium and high effort share.
  public void note(String line) {
    note(line, line);
  }

  /// A line of high effort, and what medium effort writes instead; an empty one is left out.
  public void note(String high, String medium) {
    line(
        switch (effort) {
          case LOW -> "";
          case MEDIUM -> medium;
          case HIGH -> high;
        });
  }

  private void line(String text) {
    if (!text.isEmpty()) {
      separate();
      thoughts.add(new Thought(text, Regard.LEARNED));
    }
  }

  private void separate() {
    if (!thoughts.isEmpty()) {
      thoughts.add(new Thought("\n", Regard.LEARNED));
    }
  }

  /// All that was thought.
  public List<Thought> thoughts() {
    List<Thought> joined = joined();
    return joined.size() == 1 ? Slips.sometimes(joined.getFirst().text(), dice) : joined;
  }

  private List<Thought> joined() {
    List<Thought> joined = new ArrayList<>();
    for (Thought thought : thoughts) {
      if (!joined.isEmpty() && joined.getLast().regard() == thought.regard()) {
        Thought before = joined.removeLast();
        joined.add(new Thought(before.text() + thought.text(), thought.regard()));
      } else {
        joined.add(thought);
      }
    }
    return joined;
  }
}
