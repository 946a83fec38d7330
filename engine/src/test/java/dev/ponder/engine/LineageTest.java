package dev.ponder.engine;

import static dev.ponder.engine.Requests.begin;
import static dev.ponder.engine.Requests.greedy;
import static dev.ponder.engine.Requests.in;
import static dev.ponder.engine.Requests.joined;
import static dev.ponder.engine.Requests.prompt;
import static dev.ponder.engine.Requests.read;
import static dev.ponder.engine.Requests.seeded;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Chains of answers beside much else: what is kept for them saves work and changes nothing.
class LineageTest {
  private static final int CONTEXT = 512;

  @ParameterizedTest
  @ValueSource(ints = {0, 8, 33})
  void aChainGoesOnFromWhereItEndedWhateverWasAskedMeanwhile(int window) throws Exception {
    Harness harness = new Harness(new FakeModel(101, window), new EngineOptions(256, 24, 2, 8, 64));
    int[] chain = said(harness, in(begin("a"), greedy(prompt(1, 100), 40)));
    int[] plain = said(harness, greedy(prompt(2, 100), 40));
    for (int i = 0; i < 12; i++) {
      harness.run(greedy(prompt(10 + i, 90), 5));
    }
    assertThat(harness.metrics().pinnedBlocks()).isEqualTo(4);
    assertThat(harness.metrics().pinnedLineages()).isEqualTo(1);
    assertThat(harness.run(next(chain)).ended().cachedTokens()).isGreaterThanOrEqualTo(128);
    assertThat(harness.run(next(plain)).ended().cachedTokens()).isZero();
  }

  /// Where a thought is not part of the next prompt, that parts where the last prompt ended.
  @ParameterizedTest
  @ValueSource(ints = {0, 8, 33})
  void itAlsoGoesOnFromTheEndOfItsPrompt(int window) throws Exception {
    Harness harness = new Harness(new FakeModel(101, window), new EngineOptions(256, 24, 2, 8, 64));
    harness.run(in(begin("a"), greedy(prompt(1, 100), 100)));
    for (int i = 0; i < 12; i++) {
      harness.run(greedy(prompt(10 + i, 90), 5));
    }
    int[] other = joined(prompt(1, 100), prompt(3, 40));
    assertThat(harness.run(greedy(other, 5)).ended().cachedTokens()).isGreaterThanOrEqualTo(64);
  }

  @Test
  void whatDidNotComeToWriteMovesNothing() throws Exception {
    Harness harness = new Harness(new FakeModel(), new EngineOptions(256, 24, 2, 8, 16));
    int[] chain = said(harness, in(begin("a"), greedy(prompt(1, 100), 40)));
    GenerationRequest request = in(new Lineage(Optional.of("a"), "b"), next(chain));
    Generation closed = harness.submit(request);
    harness.step();
    closed.close();
    harness.finish();
    harness.loop().forget(Requests.OWNER, "b");
    harness.step();
    assertThat(harness.metrics().pinnedBlocks()).isEqualTo(4);
    harness.loop().forget(Requests.OWNER, "a");
    harness.step();
    assertThat(harness.metrics().pinnedBlocks()).isZero();
    assertThat(harness.metrics().pinnedLineages()).isZero();
  }

  @Test
  void whatIsForgottenWhileItIsClosedIsNotKept() {
    Harness harness = new Harness(new FakeModel(), new EngineOptions(256, 24, 2, 8, 64));
    Generation generation = harness.submit(in(begin("a"), greedy(prompt(1, 100), 100)));
    harness.steps(20);
    generation.close();
    harness.loop().forget(Requests.OWNER, "a");
    harness.finish();
    assertThat(harness.metrics().endedGenerations()).isZero();
    assertThat(harness.metrics().pinnedLineages()).isZero();
  }

  /// With too little room for anything, over and over; the pool is checked after every step.
  @ParameterizedTest
  @CsvSource({
    "1, 0, 16, 40, 1",
    "2, 0, 24, 16, 3",
    "3, 8, 16, 40, 2",
    "4, 33, 20, 17, 4",
    "5, 64, 64, 128, 5",
    "6, 1, 17, 5, 2",
  })
  void eachSaysWhatItWouldSayWithoutLineages(
      long seed, int window, int kvBlocks, int stepTokens, int sequences) throws Exception {
    FakeModel model = new FakeModel(101, window);
    EngineOptions options = new EngineOptions(CONTEXT, kvBlocks, sequences, 16, stepTokens);
    Harness harness = new Harness(model, options);
    SplittableRandom random = new SplittableRandom(seed);
    List<int[]> conversations = new ArrayList<>(List.of(prompt(0, 40)));
    int pinned = 0;
    for (int round = 0; round < 30; round++) {
      List<GenerationRequest> requests = new ArrayList<>();
      List<Generation> generations = new ArrayList<>();
      for (int i = random.nextInt(1, sequences + 2); i > 0; i--) {
        requests.add(request(conversations, random));
        generations.add(harness.submit(requests.getLast()));
        harness.steps(random.nextInt(4));
      }
      if (round % 5 == 4) {
        generations.removeLast().close();
        harness.loop().forget("one", "name " + random.nextInt(6));
      }
      harness.finish();
      assertThat(harness.metrics().pinnedBlocks()).isLessThanOrEqualTo(kvBlocks / 2);
      pinned += harness.metrics().pinnedBlocks();
      for (int i = 0; i < generations.size(); i++) {
        Requests.Result result = read(generations.get(i));
        assertThat(result.tokens()).isEqualTo(model.reference(requests.get(i)));
        assertThat(result.ended().cachedTokens()).isLessThan(requests.get(i).prompt().length);
        conversations.add(joined(requests.get(i).prompt(), result.tokens()));
      }
    }
    EngineMetrics metrics = harness.metrics();
    assertThat(pinned).isPositive();
    assertThat(metrics.cachedTokens()).isPositive();
    assertThat(metrics.computedTokens())
        .isGreaterThanOrEqualTo(metrics.promptTokens() - metrics.cachedTokens());
  }

  /// Goes on from an earlier conversation or a place in it, as anybody, in a lineage or none.
  private static GenerationRequest request(List<int[]> conversations, SplittableRandom random) {
    int[] earlier = conversations.get(random.nextInt(conversations.size()));
    int kept = random.nextBoolean() ? earlier.length : random.nextInt(earlier.length + 1);
    int[] start = Arrays.copyOf(earlier, Math.min(kept, 380));
    int[] whole = joined(start, prompt(random.nextInt(1000), random.nextInt(1, 60)));
    int count = random.nextInt(1, 60);
    GenerationRequest request =
        Requests.of(
            List.of("one", "another").get(random.nextInt(2)),
            random.nextBoolean() ? greedy(whole, count) : seeded(whole, count, random.nextInt(99)));
    Optional<String> previous = Optional.of("name " + random.nextInt(6));
    return random.nextInt(3) == 0
        ? request
        : in(new Lineage(previous, "name " + random.nextInt(6)), request);
  }

  /// All tokens of a request and its answer.
  private static int[] said(Harness harness, GenerationRequest request)
      throws InterruptedException {
    return joined(request.prompt().clone(), harness.run(request).tokens());
  }

  private static GenerationRequest next(int[] earlier) {
    return greedy(joined(earlier, prompt(9, 30)), 5);
  }
}
