package dev.ponder.reason;

import dev.ponder.engine.TokenConstraint;
import dev.ponder.engine.TokenSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Ends a thought that has used up its budget, so that the answer still comes.
///
/// ```text
///  FREE --budget spent--> CHARACTER --complete--> CLOSING --closed--> ANSWERING --one token--> FREE
/// ```
///
/// `CHARACTER` lets a model finish the character it is in, for at most three tokens, the longest
/// that UTF-8 can take. `CLOSING` leaves exactly one choice per step. `ANSWERING` forbids, for one
/// token, to end the turn or to open another thought: a model that was interrupted must say
/// something. A thought opened later finds the budget spent and is closed at once.
final class ThinkingBudget implements TokenConstraint {
  private static final int LONGEST_REST = 3;

  private enum State {
    FREE,
    CHARACTER,
    CLOSING,
    ANSWERING
  }

  private final OutputParser parser;
  private final List<Integer> close;
  private final Set<Integer> notNow;
  private int left;
  private int step;
  private State state = State.FREE;

  private ThinkingBudget(OutputParser parser, int budget, ThoughtMarks marks, Set<Integer> stops) {
    this.parser = parser;
    this.left = budget;
    this.close = marks.close();
    this.notNow = new HashSet<>(stops);
    this.notNow.addAll(marks.open());
    watch();
  }

  /// The constraint that keeps a generation within that plan.
  static TokenConstraint of(Rendering rendering, Plan plan, Set<Integer> stops) {
    ThoughtMarks marks = rendering.thought();
    if (marks.close().isEmpty()) {
      return NONE;
    }
    return new ThinkingBudget(rendering.parser(plan), plan.reasoningTokens(), marks, stops);
  }

  @Override
  public boolean restrict(TokenSet allowed) {
    return switch (state) {
      case FREE, CHARACTER -> false;
      case CLOSING -> {
        allowed.add(close.get(step));
        yield true;
      }
      case ANSWERING -> {
        notNow.forEach(allowed::add);
        allowed.invert();
        yield true;
      }
    };
  }

  @Override
  public void accept(int token) {
    parser.accept(token);
    switch (state) {
      case FREE -> {
        if (parser.thinking()) {
          left--;
        }
        watch();
      }
      case CHARACTER -> {
        step++;
        if (!parser.thinking()) {
          state = State.FREE;
        } else if (!parser.midCharacter() || step == LONGEST_REST) {
          enter(State.CLOSING);
        }
      }
      case CLOSING -> {
        step++;
        if (step == close.size()) {
          enter(State.ANSWERING);
        }
      }
      case ANSWERING -> {
        enter(State.FREE);
        watch();
      }
    }
  }

  private void watch() {
    if (parser.thinking() && left <= 0) {
      enter(parser.midCharacter() ? State.CHARACTER : State.CLOSING);
    }
  }

  private void enter(State next) {
    state = next;
    step = 0;
  }
}
