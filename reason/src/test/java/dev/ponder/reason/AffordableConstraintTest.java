package dev.ponder.reason;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import dev.ponder.engine.TokenConstraint;
import dev.ponder.engine.TokenSet;
import dev.ponder.grammar.Grammar;
import dev.ponder.grammar.Matcher;
import dev.ponder.grammar.SchemaOptions;
import dev.ponder.grammar.Vocabulary;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AffordableConstraintTest {
  private static final int TOKENS = 256;

  /// The byte that JSON never holds.
  private static final int END = 0;

  /// It compiles; what its names may be only shows where they begin.
  private static final String COSTLY =
      """
      {"type": "object", "required": ["%s"],
       "propertyNames": {"pattern": "^(a|b)*a(a|b){25}$"}}
      """
          .formatted("a".repeat(26));

  @Test
  void whatCostsTooMuchOnTheWayEndsTheTurnAndIsTheRequestsFault() {
    Grammar grammar = Grammar.ofSchema(Json.parse(COSTLY), SchemaOptions.DEFAULT);
    AffordableConstraint constraint = new AffordableConstraint(following(grammar), Set.of(END));
    TokenSet allowed = new TokenSet(TOKENS);
    for (int i = 0; i < 200 && constraint.problem().isEmpty(); i++) {
      allowed.clear();
      constraint.restrict(allowed);
      constraint.accept(last(allowed));
    }

    assertThat(constraint.problem()).map(Problem::kind).contains(Problem.Kind.INVALID_REQUEST);
    allowed.clear();
    assertThat(constraint.restrict(allowed)).isTrue();
    assertThat(last(allowed)).isEqualTo(END);
  }

  private static TokenConstraint following(Grammar grammar) {
    List<byte[]> bytes =
        IntStream.range(0, TOKENS).mapToObj(value -> new byte[] {(byte) value}).toList();
    Matcher matcher = grammar.matcher(Vocabulary.of(bytes));
    return new TokenConstraint() {
      @Override
      public boolean restrict(TokenSet allowed) {
        allowed.addAll(matcher.mask());
        return true;
      }

      @Override
      public void accept(int token) {
        matcher.accept(token);
      }
    };
  }

  private static int last(TokenSet allowed) {
    return IntStream.range(0, TOKENS).filter(allowed::contains).max().orElse(END);
  }
}
