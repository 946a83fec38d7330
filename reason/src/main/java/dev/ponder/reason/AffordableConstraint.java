package dev.ponder.reason;

import dev.ponder.core.Problem;
import dev.ponder.engine.TokenConstraint;
import dev.ponder.engine.TokenSet;
import dev.ponder.grammar.GrammarLimitException;
import java.util.Optional;
import java.util.Set;

/// Ends an output whose grammar turns out to cost more than it may.
///
/// Automata are made as an output needs them, so some grammars that compile show only on the way
/// how large they are. Then the turn ends, for nothing else is allowed, and [#problem] says why:
/// the request asked for it, the engine did not fail.
final class AffordableConstraint implements TokenConstraint {
  private final TokenConstraint rules;
  private final Set<Integer> stops;

  /// Set on the engine's thread, read on that of the answer.
  private volatile Optional<Problem> problem = Optional.empty();

  /// @param stops tokens that end the turn
  AffordableConstraint(TokenConstraint rules, Set<Integer> stops) {
    this.rules = rules;
    this.stops = stops;
  }

  /// Why the output was ended, if it was.
  Optional<Problem> problem() {
    return problem;
  }

  @Override
  public boolean restrict(TokenSet allowed) {
    if (problem.isEmpty()) {
      try {
        return rules.restrict(allowed);
      } catch (GrammarLimitException e) {
        giveUp(e);
      }
    }
    allowed.clear();
    stops.forEach(allowed::add);
    return true;
  }

  @Override
  public void accept(int token) {
    if (problem.isPresent()) {
      return;
    }
    try {
      rules.accept(token);
    } catch (GrammarLimitException e) {
      giveUp(e);
    }
  }

  private void giveUp(GrammarLimitException limit) {
    problem =
        Optional.of(
            Problem.of(
                Problem.Kind.INVALID_REQUEST,
                "The answer cannot be kept to the schemas and grammars of this request: %s."
                    .formatted(limit.getMessage())));
  }
}
