package dev.ponder.engine;

import static dev.ponder.engine.Requests.joined;
import static dev.ponder.engine.Requests.prompt;
import static dev.ponder.engine.Requests.read;
import static dev.ponder.engine.Requests.seeded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.engine.PrefixStore.Limits;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Conversations that go on and fork side by side in a cache that is too small for them, and a
/// store that is too, over many lives.
@Timeout(30)
class SpilledConversationsTest {
  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @CsvSource({
    "1, 0, 20, 3, 80000",
    "2, 8, 48, 2, 300000",
    "3, 40, 60, 4, 150000",
    "4, 200, 80, 2, 300000"
  })
  void whateverComesBackEachSaysWhatItWouldSayAlone(
      long seed, int window, int kvBlocks, int sequences, long bytes) throws Exception {
    FakeModel model = new FakeModel(101, window);
    long windows = CachePlan.windowBlocks(window, 640, sequences, 64) + 24;
    EngineOptions options =
        new EngineOptions(640, kvBlocks, (int) Math.min(kvBlocks, windows), sequences, 16, 64);
    SplittableRandom random = new SplittableRandom(seed);
    List<int[]> conversations = new ArrayList<>(List.of(prompt(0, 300)));
    long cached = 0;
    for (int life = 0; life < 12; life++) {
      Instant now = Instant.EPOCH.plus(Duration.ofMinutes(life));
      PrefixStore store =
          PrefixStore.open(folder, new Limits(bytes, Duration.ofDays(1)), () -> now);
      Harness harness = new Harness(model, options, DiskSpill.of(store.shelf("it"), model));
      List<GenerationRequest> requests = new ArrayList<>();
      List<Generation> generations = new ArrayList<>();
      for (int i = random.nextInt(1, 6); i > 0; i--) {
        int recent = random.nextInt(Math.min(4, conversations.size()));
        int[] earlier = conversations.reversed().get(recent);
        int[] start = Arrays.copyOf(earlier, Math.min(earlier.length, 500));
        int[] whole = joined(start, prompt(random.nextInt(1000), random.nextInt(1, 60)));
        requests.add(seeded(whole, random.nextInt(1, 40), life));
        generations.add(harness.submit(requests.getLast()));
        harness.steps(random.nextInt(4));
      }
      harness.finish();
      for (int i = 0; i < generations.size(); i++) {
        Requests.Result result = read(generations.get(i));
        assertThat(result.tokens()).isEqualTo(model.reference(requests.get(i)));
        cached += i == 0 ? result.ended().cachedTokens() : 0;
        conversations.add(joined(requests.get(i).prompt(), result.tokens()));
      }
      harness.loop().close();
      store.close();
      assertThat(size()).isLessThanOrEqualTo(bytes);
    }
    assertThat(cached).isPositive();
  }

  private long size() throws IOException {
    long size = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.kv")) {
      for (Path file : files) {
        size += Files.size(file);
      }
    }
    return size;
  }
}
