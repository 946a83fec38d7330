package dev.ponder.engine;

import static dev.ponder.engine.Requests.greedy;
import static dev.ponder.engine.Requests.joined;
import static dev.ponder.engine.Requests.prompt;
import static dev.ponder.engine.Requests.read;
import static dev.ponder.engine.Requests.seeded;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Conversations that go on, fork and start over, with less cache than they would like, on a model
/// that notices every position that its window should hold and does not: each says what it would
/// say alone.
class WindowedConversationsTest {
  private static final int CONTEXT = 512;
  private static final int ROUNDS = 40;
  private static final List<String> OWNERS = List.of("one", "another", PrefixIndex.NOBODY);

  @ParameterizedTest
  @CsvSource({
    "1, 8, 16, 40, 1",
    "2, 8, 24, 16, 3",
    "3, 12, 40, 64, 4",
    "4, 33, 20, 17, 4",
    "5, 64, 64, 128, 5",
    "6, 200, 30, 33, 3",
    "7, 1, 17, 5, 2",
  })
  void eachSaysWhatItWouldSayAlone(
      long seed, int window, int kvBlocks, int stepTokens, int sequences) throws Exception {
    FakeModel model = new FakeModel(101, window);
    long least = CachePlan.windowBlocks(window, CONTEXT, sequences, stepTokens);
    EngineOptions options =
        new EngineOptions(
            CONTEXT, kvBlocks, (int) Math.min(kvBlocks, least), sequences, 16, stepTokens);
    Harness harness = new Harness(model, options);
    SplittableRandom random = new SplittableRandom(seed);
    List<int[]> conversations = new ArrayList<>(List.of(prompt(0, 40)));
    long cached = 0;
    for (int round = 0; round < ROUNDS; round++) {
      List<GenerationRequest> requests = new ArrayList<>();
      List<Generation> generations = new ArrayList<>();
      for (int i = random.nextInt(1, sequences + 2); i > 0; i--) {
        GenerationRequest request =
            Requests.of(OWNERS.get(random.nextInt(3)), request(conversations, random));
        requests.add(request);
        generations.add(harness.submit(request));
        harness.steps(random.nextInt(4));
      }
      if (round % 5 == 4) {
        generations.getLast().close();
        generations.removeLast();
      }
      harness.finish();
      for (int i = 0; i < generations.size(); i++) {
        Requests.Result result = read(generations.get(i));
        assertThat(result.tokens()).isEqualTo(model.reference(requests.get(i)));
        cached += result.ended().cachedTokens();
        assertThat(result.ended().cachedTokens()).isLessThan(requests.get(i).prompt().length);
        conversations.add(joined(requests.get(i).prompt(), result.tokens()));
      }
    }
    assertThat(cached).isPositive();
  }

  /// Goes on from the end of an earlier conversation, or from a place in it, or starts anew.
  private static GenerationRequest request(List<int[]> conversations, SplittableRandom random) {
    int[] earlier = conversations.get(random.nextInt(conversations.size()));
    int kept = random.nextBoolean() ? earlier.length : random.nextInt(earlier.length + 1);
    int[] start = Arrays.copyOf(earlier, Math.min(kept, 380));
    int[] whole = joined(start, prompt(random.nextInt(1000), random.nextInt(1, 60)));
    int count = random.nextInt(1, 60);
    return random.nextBoolean() ? greedy(whole, count) : seeded(whole, count, random.nextInt(99));
  }
}
