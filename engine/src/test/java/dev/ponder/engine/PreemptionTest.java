package dev.ponder.engine;

import static dev.ponder.engine.Requests.greedy;
import static dev.ponder.engine.Requests.prompt;
import static dev.ponder.engine.Requests.read;
import static dev.ponder.engine.Requests.seeded;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// More is said than the cache has room for.
class PreemptionTest {
  private final FakeModel model = new FakeModel();

  @Test
  void outputGoesOnAsIfNothingHadHappened() throws Exception {
    Harness harness = new Harness(model, new EngineOptions(256, 10, 6, 64, 64));
    List<Generation> generations = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      generations.add(harness.submit(seeded(prompt(i, 20 + i), 150, i)));
    }
    harness.finish();
    assertThat(harness.metrics().preemptions()).isPositive();
    for (int i = 0; i < 6; i++) {
      Requests.Result result = read(generations.get(i));
      assertThat(result.tokens()).isEqualTo(model.reference(seeded(prompt(i, 20 + i), 150, i)));
      assertThat(result.ended())
          .isEqualTo(new TokenStep.Ended(TokenStep.Cause.MAX_TOKENS, 20 + i, 0, 150));
    }
    assertThat(harness.metrics().promptTokens()).isEqualTo(6 * 20 + 15);
    assertThat(harness.metrics().cachedTokens()).isZero();
  }

  @Test
  void theYoungestYields() throws Exception {
    Harness harness = new Harness(model, new EngineOptions(128, 4, 2, 8, 64));
    Generation old = harness.submit(greedy(prompt(1, 30), 90));
    Generation young = harness.submit(greedy(prompt(2, 30), 90));
    while (harness.metrics().endedGenerations() == 0) {
      harness.step();
    }
    assertThat(read(old).tokens()).isEqualTo(model.reference(greedy(prompt(1, 30), 90)));
    assertThat(harness.metrics().waitingSequences()).isEqualTo(1);
    harness.finish();
    assertThat(read(young).tokens()).isEqualTo(model.reference(greedy(prompt(2, 30), 90)));
    assertThat(harness.metrics().preemptions()).isEqualTo(1);
  }

  @Test
  void aPreemptedSequenceCanBeClosed() {
    Harness harness = new Harness(model, new EngineOptions(128, 4, 2, 8, 64));
    harness.submit(greedy(prompt(1, 30), 90));
    Generation young = harness.submit(greedy(prompt(2, 30), 90));
    while (harness.metrics().preemptions() == 0) {
      harness.step();
    }
    young.close();
    harness.step();
    assertThat(harness.metrics().waitingSequences()).isZero();
    harness.finish();
  }

  @Test
  void promptsAreNotAdmittedIntoEachOthersRoom() {
    Harness harness = new Harness(model, new EngineOptions(256, 8, 4, 8, 32));
    for (int i = 0; i < 4; i++) {
      harness.submit(greedy(prompt(i, 120), 4));
    }
    harness.step();
    assertThat(harness.metrics().runningSequences()).isEqualTo(1);
    harness.finish();
    assertThat(harness.metrics().preemptions()).isZero();
  }

  @Test
  void oneAloneHasItsWholeContext() throws Exception {
    Harness harness = new Harness(model, new EngineOptions(128, 4, 4, 8, 32));
    harness.run(greedy(prompt(9, 100), 10));
    GenerationRequest whole = greedy(prompt(1, 1), 127);
    assertThat(harness.run(whole).tokens()).isEqualTo(model.reference(whole));
  }
}
