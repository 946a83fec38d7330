package dev.ponder.engine;

import static dev.ponder.engine.Requests.constrained;
import static dev.ponder.engine.Requests.greedy;
import static dev.ponder.engine.Requests.joined;
import static dev.ponder.engine.Requests.prompt;
import static dev.ponder.engine.Requests.read;
import static dev.ponder.engine.Requests.seeded;
import static dev.ponder.engine.Requests.stoppingAt;
import static dev.ponder.engine.Requests.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.engine.TokenStep.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineLoopTest {
  private final FakeModel model = new FakeModel();

  @Test
  void givesTheTokensOfTheModelAlone() throws Exception {
    GenerationRequest request = greedy(prompt(1, 70), 50);
    assertThat(new Harness(model).run(request).tokens()).isEqualTo(model.reference(request));
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 6, 7, 31, 32, 33, 64, 100, 500})
  void givesTheSameTokensInABatchAtAnyStepSize(int stepTokens) throws Exception {
    Harness harness = new Harness(model, new EngineOptions(512, 200, 5, 64, stepTokens));
    List<GenerationRequest> requests = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      requests.add(seeded(prompt(i, 1 + 37 * i % 150), 20 + 11 * i % 60, i));
    }
    List<Generation> generations = new ArrayList<>();
    for (GenerationRequest request : requests) {
      generations.add(harness.submit(request));
      harness.step();
    }
    harness.finish();
    for (int i = 0; i < requests.size(); i++) {
      assertThat(read(generations.get(i)).tokens()).isEqualTo(model.reference(requests.get(i)));
    }
  }

  @Test
  void reusesAPrefixAndSaysSo() throws Exception {
    Harness harness = new Harness(model);
    GenerationRequest first = greedy(prompt(3, 70), 10);
    assertThat(harness.run(first).ended())
        .isEqualTo(new TokenStep.Ended(Cause.MAX_TOKENS, 70, 0, 10));
    GenerationRequest second = greedy(joined(prompt(3, 70), prompt(4, 20)), 10);
    Requests.Result result = harness.run(second);
    assertThat(result.ended()).isEqualTo(new TokenStep.Ended(Cause.MAX_TOKENS, 90, 70, 10));
    assertThat(result.tokens()).isEqualTo(model.reference(second));
    assertThat(harness.metrics().cachedTokens()).isEqualTo(70);
  }

  @Test
  void computesAtLeastTheLastTokenOfAPromptThatIsWhollyCached() throws Exception {
    Harness harness = new Harness(model);
    harness.run(greedy(prompt(3, 64), 1));
    harness.record();
    GenerationRequest again = greedy(prompt(3, 64), 3);
    Requests.Result result = harness.run(again);
    assertThat(result.ended().cachedTokens()).isEqualTo(63);
    assertThat(harness.trace()).isEqualTo("[63..64) | [64..65) | [65..66)");
    assertThat(result.tokens()).isEqualTo(model.reference(again));
  }

  @Test
  void theNextTurnReusesWhatWasGenerated() throws Exception {
    Harness harness = new Harness(model);
    GenerationRequest first = greedy(prompt(5, 40), 60);
    int[] said = harness.run(first).tokens();
    GenerationRequest next = greedy(joined(joined(prompt(5, 40), said), prompt(6, 5)), 8);
    Requests.Result result = harness.run(next);
    // All that was computed: the last token that it said was not.
    assertThat(result.ended().cachedTokens()).isEqualTo(99);
    assertThat(result.tokens()).isEqualTo(model.reference(next));
  }

  @Test
  void ofAnotherOwnersPromptWholeBlocksAreReused() throws Exception {
    Harness harness = new Harness(model);
    harness.run(greedy(prompt(3, 70), 10));
    GenerationRequest next = greedy(joined(prompt(3, 70), prompt(4, 20)), 10);
    for (String owner : List.of("another", PrefixIndex.NOBODY)) {
      Requests.Result result = harness.run(Requests.of(owner, next));
      assertThat(result.ended().cachedTokens()).isEqualTo(64);
      assertThat(result.tokens()).isEqualTo(model.reference(next));
    }
  }

  @Test
  void aConversationGoesOnWithoutComputingAnythingAgain() throws Exception {
    Harness harness = new Harness(model);
    int[] all = prompt(5, 7);
    for (int turn = 0; turn < 12; turn++) {
      GenerationRequest request = greedy(all, 5 + turn);
      Requests.Result result = harness.run(request);
      assertThat(result.tokens()).isEqualTo(model.reference(request));
      int before = turn == 0 ? 0 : all.length - turn - 1;
      assertThat(result.ended().cachedTokens()).isEqualTo(before);
      // The next turn's own tokens, as many as its number.
      all = joined(joined(all, result.tokens()), prompt(6 + turn, turn + 1));
    }
  }

  @Test
  void copiesOfAPromptCostOnePrompt() throws Exception {
    Harness harness = new Harness(model);
    List<Generation> copies = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      copies.add(harness.submit(seeded(prompt(7, 200), 5, i)));
    }
    harness.finish();
    for (int i = 0; i < 4; i++) {
      Requests.Result result = read(copies.get(i));
      assertThat(result.tokens()).isEqualTo(model.reference(seeded(prompt(7, 200), 5, i)));
      assertThat(result.ended().cachedTokens()).isEqualTo(i == 0 ? 0 : 192);
    }
    assertThat(harness.metrics().computedTokens()).isEqualTo(200 + 3 * 8 + 4 * 4);
  }

  @Test
  void sameContentComputedTwiceIsKeptOnce() throws Exception {
    Harness harness = new Harness(model);
    int[] said = model.reference(greedy(prompt(8, 40), 60));
    // The second prompt is what the first will say, so both compute the same blocks.
    harness.submit(greedy(prompt(8, 40), 60));
    harness.steps(2);
    harness.submit(greedy(joined(prompt(8, 40), said), 1));
    harness.finish();
    // And of what is left over, four tokens and three, the longer.
    assertThat(harness.loop().sequences().pool().cached()).isEqualTo(4);
  }

  @Test
  void aGenerationNeverWaitsForAnothersPrompt() throws Exception {
    Harness harness = new Harness(model, new EngineOptions(1024, 512, 4, 4, 16));
    harness.record();
    harness.submit(greedy(prompt(1, 10), 6));
    harness.step();
    harness.submit(greedy(prompt(2, 40), 1));
    harness.submit(greedy(prompt(3, 9), 1));
    harness.finish();
    assertThat(harness.trace())
        .isEqualTo(
            "[0..10) | [10..11)[0..8)[0..7) | [11..12)[8..21)[7..9)"
                + " | [12..13)[21..36) | [13..14)[36..40) | [14..15)");
  }

  @Test
  void sixteenStreamsAdvanceTogether() {
    Harness harness = new Harness(model, new EngineOptions(1024, 600, 16, 16, 32));
    for (int i = 0; i < 16; i++) {
      harness.submit(greedy(prompt(i, i == 0 ? 900 : 5), 20));
    }
    int steps = 0;
    while (harness.metrics().endedGenerations() < 15) {
      harness.step();
      steps++;
    }
    // The long prompt is far from done; the short ones did not notice.
    assertThat(steps).isBetween(20, 26);
    harness.finish();
  }

  @Test
  void aSequenceBeyondTheLimitWaitsItsTurn() throws Exception {
    Harness harness = new Harness(model, new EngineOptions(256, 64, 2, 8, 64));
    List<Generation> generations = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      generations.add(harness.submit(greedy(prompt(i, 10), 10)));
    }
    harness.step();
    assertThat(harness.metrics().runningSequences()).isEqualTo(2);
    assertThat(harness.metrics().waitingSequences()).isEqualTo(3);
    harness.finish();
    for (int i = 0; i < 5; i++) {
      assertThat(read(generations.get(i)).tokens())
          .isEqualTo(model.reference(greedy(prompt(i, 10), 10)));
    }
  }

  @Test
  void endsAtAStopTokenWithoutSayingIt() throws Exception {
    int[] all = model.reference(greedy(prompt(9, 12), 30));
    int stop = all[17];
    int first = firstIndexOf(stop, all);
    Requests.Result result = new Harness(model).run(stoppingAt(stop, prompt(9, 12), 30));
    assertThat(result.ended()).isEqualTo(new TokenStep.Ended(Cause.STOP_TOKEN, 12, 0, first + 1));
    assertThat(result.tokens()).isEqualTo(java.util.Arrays.copyOf(all, first));
  }

  @Test
  void aStopTokenThatIsTheLastAllowedCountsAsStop() throws Exception {
    int first = model.reference(greedy(prompt(9, 12), 1))[0];
    Requests.Result result = new Harness(model).run(stoppingAt(first, prompt(9, 12), 1));
    assertThat(result.ended()).isEqualTo(new TokenStep.Ended(Cause.STOP_TOKEN, 12, 0, 1));
  }

  @Test
  void endsWhenTheContextIsFull() throws Exception {
    Harness harness = new Harness(model, new EngineOptions(50, 2, 1, 1, 8));
    Requests.Result result = harness.run(greedy(prompt(1, 30), 1000));
    assertThat(result.ended()).isEqualTo(new TokenStep.Ended(Cause.CONTEXT_FULL, 30, 0, 20));
    assertThat(result.tokens()).isEqualTo(model.reference(greedy(prompt(1, 30), 20)));
  }

  @Test
  void aClosedGenerationIsGoneBeforeTheNextStep() throws Exception {
    Harness harness = new Harness(model);
    Generation leaving = harness.submit(greedy(prompt(1, 300), 100));
    Generation staying = harness.submit(greedy(prompt(2, 10), 10));
    harness.steps(5);
    leaving.close();
    leaving.close();
    harness.record();
    harness.step();
    assertThat(harness.trace()).doesNotContain("][");
    assertThat(harness.metrics().runningSequences()).isEqualTo(1);
    assertThat(harness.metrics().cancelledGenerations()).isEqualTo(1);
    assertThat(harness.metrics().totalBlocks() - harness.metrics().freeBlocks()).isEqualTo(1);
    harness.finish();
    assertThat(read(staying).tokens()).isEqualTo(model.reference(greedy(prompt(2, 10), 10)));
    assertThat(read(leaving).ending()).isInstanceOf(TokenStep.Broken.class);
  }

  @Test
  void aConstraintForcesTokens() throws Exception {
    int[] script = {5, 5, 100, 0, 64, 63};
    TokenConstraint forced =
        new TokenConstraint() {
          private int next;

          @Override
          public boolean restrict(TokenSet allowed) {
            if (next >= script.length) {
              return false;
            }
            allowed.add(script[next]);
            return true;
          }

          @Override
          public void accept(int token) {
            next++;
          }
        };
    int[] tokens = new Harness(model).run(constrained(prompt(1, 5), 10, forced)).tokens();
    assertThat(tokens).startsWith(script).hasSize(10);
    int[] rest = model.reference(greedy(joined(prompt(1, 5), script), 4));
    assertThat(tokens).endsWith(rest);
  }

  @Test
  void reportsLogProbabilitiesThatSumToOne() throws Exception {
    SamplingParameters sampling = new SamplingParameters(1.3, 0.9, 5, 0, 0, Map.of(), 20);
    FakeModel small = new FakeModel(20);
    int[] prompt = {3, 1, 4, 1, 5};
    Requests.Result result = new Harness(small).run(with(prompt, 10, sampling));
    for (TokenStep.Sampled step : result.steps()) {
      double sum = 0;
      for (TokenStep.Candidate candidate : step.alternatives()) {
        sum += Math.exp(candidate.logprob());
      }
      assertThat(sum).isCloseTo(1, org.assertj.core.api.Assertions.within(1e-5));
      assertThat(step.alternatives())
          .contains(new TokenStep.Candidate(step.token(), step.logprob()))
          .isSortedAccordingTo((a, b) -> Float.compare(b.logprob(), a.logprob()));
    }
  }

  private static int firstIndexOf(int token, int[] tokens) {
    int index = 0;
    while (tokens[index] != token) {
      index++;
    }
    return index;
  }
}
