package dev.ponder.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.core.Problem;
import org.junit.jupiter.api.Test;

final class BodyBudgetTest {

  @Test
  void sharesAreBoundedTogetherAndGivenBack() {
    BodyBudget budget = new BodyBudget(100);
    try (BodyBudget.Share first = budget.share();
        BodyBudget.Share second = budget.share()) {
      first.grow(60);
      second.grow(40);
      assertThatThrownBy(() -> second.grow(1)).isInstanceOf(Problem.Exceptional.class);
    }
    assertThat(budget.left()).isEqualTo(100);
  }
}
