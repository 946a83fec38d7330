package dev.ponder.engine;

import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// What the constraint of one sequence leaves for its next token. The constraint is asked once per
/// token, however often the answer is looked at.
final class NextTokens {
  private final TokenConstraint constraint;
  private @Nullable TokenSet allowed;
  private boolean asked;
  private boolean restricted;

  NextTokens(TokenConstraint constraint) {
    this.constraint = constraint;
  }

  /// The tokens that may come next; empty when every token may.
  ///
  /// @param vocabulary how many tokens there are, the same each time
  /// @throws SamplingException when the constraint fails
  Optional<TokenSet> allowed(int vocabulary) {
    if (constraint == TokenConstraint.NONE) {
      return Optional.empty();
    }
    TokenSet set = allowed == null ? new TokenSet(vocabulary) : allowed;
    allowed = set;
    if (!asked) {
      set.clear();
      try {
        restricted = constraint.restrict(set);
      } catch (RuntimeException | Error e) {
        throw failure(e);
      }
      asked = true;
    }
    return restricted ? Optional.of(set) : Optional.empty();
  }

  /// The token that must come next; empty when there is a choice, or nothing at all.
  ///
  /// @throws SamplingException when the constraint fails
  OptionalInt only(int vocabulary) {
    return allowed(vocabulary).map(TokenSet::only).orElse(OptionalInt.empty());
  }

  /// The token was chosen.
  ///
  /// @throws SamplingException when the constraint fails
  void accept(int token) {
    asked = false;
    try {
      constraint.accept(token);
    } catch (RuntimeException | Error e) {
      throw failure(e);
    }
  }

  private static SamplingException failure(Throwable cause) {
    return new SamplingException("the token constraint failed: " + cause, cause);
  }
}
