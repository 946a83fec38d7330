package dev.ponder.learn.reinforcement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.learn.Continuation;
import dev.ponder.train.Example;
import java.util.List;
import org.junit.jupiter.api.Test;

class RolloutTest {

  private static Rollout worth(double reward) {
    Continuation continuation =
        new Continuation(new int[] {1, 2}, new int[] {3, 4, 5}, Continuation.Ending.STOPPED);
    return new Rollout(continuation, new Reward.Outcome(reward > 0, true, 0, 0), 0, reward);
  }

  @Test
  void tokensOfAnAnswerWeighItsAdvantageAndThoseOfTheQuestionNothing() {
    Rollout.Group group = new Rollout.Group(0, List.of(worth(1), worth(0), worth(0.5)));
    List<Example> examples = group.examples(2);
    assertThat(examples.get(0).tokens()).containsExactly(1, 2, 3, 4, 5);
    assertThat(examples.get(0).weights()).containsExactly(0, 0, 0.25f, 0.25f, 0.25f);
    assertThat(examples.get(1).weights()).containsExactly(0, 0, -0.25f, -0.25f, -0.25f);
    assertThat(examples.get(2).weights()).containsExactly(0, 0, 0, 0, 0);
  }

  @Test
  void answersOfEqualWorthTeachNothing() {
    assertThat(new Rollout.Group(0, List.of(worth(1), worth(1))).teachesNothing()).isTrue();
    assertThat(new Rollout.Group(0, List.of(worth(0), worth(0))).teachesNothing()).isTrue();
    assertThat(new Rollout.Group(0, List.of(worth(1), worth(0))).teachesNothing()).isFalse();
  }
}
