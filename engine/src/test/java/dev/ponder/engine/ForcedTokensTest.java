package dev.ponder.engine;

import static dev.ponder.engine.Requests.prompt;
import static dev.ponder.engine.Requests.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.engine.TokenStep.Cause;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where a constraint leaves one token, that is taken without the model; nothing else changes.
///
/// [FakeModel#reference] samples every token, the forced ones too, so it tells what must come.
class ForcedTokensTest {
  private static final int LONGEST = 60;

  private final FakeModel model = new FakeModel();

  /// Free, held to a few tokens, or with no choice for a while, as a hash of all tokens so far has
  /// it: a token or a question too many, and everything behind it is different.
  private static final class Moods implements TokenConstraint {
    private SplittableRandom random;
    private int forced;
    private boolean asked;

    Moods(long seed) {
      random = new SplittableRandom(seed);
    }

    @Override
    public boolean restrict(TokenSet allowed) {
      if (asked) {
        throw new IllegalStateException("asked twice");
      }
      asked = true;
      if (forced == 0 && random.nextInt(4) == 0) {
        forced = 1 + random.nextInt(LONGEST);
      }
      int choices = forced > 0 ? 1 : random.nextInt(4);
      for (int i = 0; i < choices; i++) {
        allowed.add(random.nextInt(allowed.vocabulary()));
      }
      return choices > 0;
    }

    @Override
    public void accept(int token) {
      asked = false;
      forced = Math.max(0, forced - 1);
      random = new SplittableRandom(random.nextLong() + token);
    }
  }

  private static GenerationRequest moody(int number, int maxTokens) {
    double temperature = number % 3 == 0 ? 0 : 0.9;
    double topP = number % 2 == 0 ? 1 : 0.9;
    SamplingParameters sampling =
        new SamplingParameters(temperature, topP, number, 0.3, 0.2, Map.of(7, 3.0), -1);
    return new GenerationRequest(
        prompt(number % 4, 1 + 37 * number % 150),
        sampling,
        Set.of(),
        maxTokens,
        new Moods(number));
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 6, 31, 32, 33, 64, 500})
  void nothingElseChangesAtAnyStepSize(int stepTokens) throws Exception {
    for (FakeModel fake : List.of(model, new FakeModel(101, 20))) {
      Harness harness = new Harness(fake, new EngineOptions(512, 200, 5, 64, stepTokens));
      List<Generation> generations = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        generations.add(harness.submit(moody(i, 60 + 41 * i % 250)));
        harness.step();
      }
      harness.finish();
      int said = 0;
      for (int i = 0; i < 12; i++) {
        GenerationRequest alone = moody(i, 60 + 41 * i % 250);
        int[] expected = fake.reference(alone);
        Requests.Result result = read(generations.get(i));
        assertThat(result.tokens()).isEqualTo(expected);
        assertThat(result.ended().sampledTokens()).isEqualTo(expected.length);
        said += expected.length;
      }
      assertThat(harness.metrics().sampledTokens()).isEqualTo(said);
    }
  }

  @Test
  void nothingElseChangesAlone() throws Exception {
    for (int i = 0; i < 40; i++) {
      Harness harness = new Harness(model);
      assertThat(harness.run(moody(i, 300)).tokens()).isEqualTo(model.reference(moody(i, 300)));
      assertThat(harness.metrics().steps()).isLessThan(200);
    }
  }

  @Test
  void preemptionDoesNotDisturbARun() throws Exception {
    Harness harness = new Harness(model, new EngineOptions(512, 16, 6, 64, 40));
    List<Generation> generations = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      generations.add(harness.submit(moody(i, 250)));
    }
    harness.finish();
    assertThat(harness.metrics().preemptions()).isPositive();
    for (int i = 0; i < 6; i++) {
      assertThat(read(generations.get(i)).tokens()).isEqualTo(model.reference(moody(i, 250)));
    }
  }

  @Test
  void logProbabilitiesAreTheModels() throws Exception {
    GenerationRequest silent = moody(4, 200);
    SamplingParameters asking = new SamplingParameters(0.9, 1, 4, 0.3, 0.2, Map.of(7, 3.0), 0);
    GenerationRequest telling =
        new GenerationRequest(silent.prompt().clone(), asking, Set.of(), 200, new Moods(4));
    Harness harness = new Harness(model);
    Requests.Result result = harness.run(telling);
    assertThat(result.tokens()).isEqualTo(model.reference(silent));
    assertThat(result.steps()).allMatch(step -> step.logprob() < 0);
    assertThat(harness.metrics().steps()).isGreaterThanOrEqualTo(200);
  }

  /// Says these tokens and then anything.
  private static TokenConstraint script(int... tokens) {
    return new TokenConstraint() {
      private int next;

      @Override
      public boolean restrict(TokenSet allowed) {
        if (next < tokens.length && tokens[next] >= 0) {
          allowed.add(tokens[next]);
        }
        return next < tokens.length;
      }

      @Override
      public void accept(int token) {
        next++;
      }
    };
  }

  private static int[] run(int length) {
    int[] run = new int[length];
    Arrays.setAll(run, i -> i);
    return run;
  }

  private static GenerationRequest forced(int maxTokens, int... tokens) {
    return new GenerationRequest(
        prompt(1, 10), SamplingParameters.GREEDY, Set.of(99), maxTokens, script(tokens));
  }

  @Test
  void aRunIsComputedInOneGo() throws Exception {
    Harness harness = new Harness(model);
    harness.record();
    assertThat(harness.run(forced(22, run(20))).tokens()).startsWith(run(20)).hasSize(22);
    assertThat(harness.trace()).isEqualTo("[0..10) | [10..30) | [30..31)");
  }

  @Test
  void aLongRunIsTakenInParts() throws Exception {
    Harness harness = new Harness(model);
    harness.record();
    assertThat(harness.run(forced(71, run(70))).tokens()).startsWith(run(70)).hasSize(71);
    assertThat(harness.trace()).isEqualTo("[0..10) | [10..43) | [43..76) | [76..80)");
  }

  @Test
  void othersGoOnMeanwhile() throws Exception {
    Harness harness = new Harness(model, new EngineOptions(512, 100, 4, 4, 8));
    harness.record();
    harness.submit(Requests.greedy(prompt(2, 4), 4));
    harness.submit(forced(15, run(14)));
    harness.finish();
    assertThat(harness.trace())
        .isEqualTo("[0..4)[0..4) | [4..5)[4..10) | [5..6)[10..17) | [6..7)[17..24)");
  }

  @Test
  void aForcedStopTokenEndsIt() throws Exception {
    Requests.Result result = new Harness(model).run(forced(30, 5, 6, 99, 7));
    assertThat(result.tokens()).containsExactly(5, 6);
    assertThat(result.ended()).isEqualTo(new TokenStep.Ended(Cause.STOP_TOKEN, 10, 0, 3));
  }

  @Test
  void aRunEndsWhereTheAnswerMustEnd() throws Exception {
    Harness harness = new Harness(model, new EngineOptions(20, 2, 1, 1, 8));
    Requests.Result cut = harness.run(forced(7, run(50)));
    assertThat(cut.tokens()).isEqualTo(run(7));
    assertThat(cut.ended()).isEqualTo(new TokenStep.Ended(Cause.MAX_TOKENS, 10, 0, 7));
    Requests.Result full = harness.run(forced(100, run(50)));
    assertThat(full.tokens()).isEqualTo(run(10));
    assertThat(full.ended()).isEqualTo(new TokenStep.Ended(Cause.CONTEXT_FULL, 10, 0, 10));
  }

  @Test
  void whatARunLeadsToMayFail() throws Exception {
    Requests.Result result = new Harness(model).run(forced(30, 5, 6, 7, -1));
    assertThat(result.tokens()).containsExactly(5, 6, 7);
    assertThat(result.ending())
        .isEqualTo(new TokenStep.Broken("the token constraint allows no token"));
    Requests.Result beyond = new Harness(model).run(forced(30, 5, 6, 101));
    assertThat(beyond.tokens()).containsExactly(5, 6);
    assertThat(((TokenStep.Broken) beyond.ending()).why())
        .startsWith("the token constraint failed");
  }

  @Test
  void aRunIsFoundByPromptsThatBeginAlike() throws Exception {
    Harness harness = new Harness(model);
    harness.run(forced(71, run(70)));
    int[] prompt = Requests.joined(prompt(1, 10), run(60));
    GenerationRequest next = Requests.greedy(prompt, 5);
    Requests.Result result = harness.run(next);
    assertThat(result.tokens()).isEqualTo(model.reference(next));
    assertThat(result.ended().cachedTokens()).isEqualTo(64);
  }
}
