package dev.ponder.engine;

import static dev.ponder.engine.Requests.greedy;
import static dev.ponder.engine.Requests.joined;
import static dev.ponder.engine.Requests.prompt;
import static dev.ponder.engine.Requests.read;
import static dev.ponder.engine.Requests.seeded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.compute.Format;
import dev.ponder.compute.Kernels;
import dev.ponder.compute.Workers;
import dev.ponder.model.LanguageModel;
import dev.ponder.model.ModelLoader;
import dev.ponder.model.ModelShape;
import dev.ponder.model.Synthesizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A transformer of random weights in the engine: whatever runs beside a sequence, it says the same
/// to the token.
@Timeout(60)
class RealModelTest {
  private static final int CONTEXT = 160;
  private static final EngineOptions ALONE = new EngineOptions(CONTEXT, 5, 1, 16, 64);

  private final Workers workers = new Workers(2);
  private LanguageModel model;

  @BeforeEach
  void open(@TempDir Path folder) {
    Path file = folder.resolve("tiny.gguf");
    new Synthesizer(ModelShape.named("tiny").orElseThrow(), Format.Q8_0, 3).write(file);
    model = ModelLoader.load(file, 64, Kernels.fastest(), workers).model();
  }

  @AfterEach
  void close() {
    model.close();
    workers.close();
  }

  /// Five blocks are one context: the first rows leave sequences to be preempted.
  @ParameterizedTest
  @CsvSource({"5, 6, 6", "12, 8, 33", "40, 12, 17"})
  void whatRunsBesideDoesNotShow(int kvBlocks, int maxSequences, int stepTokens) throws Exception {
    List<GenerationRequest> requests = requests(new SplittableRandom(stepTokens));
    List<int[]> alone = new ArrayList<>();
    for (GenerationRequest request : requests) {
      alone.add(together(List.of(request), ALONE).getFirst());
    }
    EngineOptions crowded =
        new EngineOptions(CONTEXT, kvBlocks, maxSequences, requests.size(), stepTokens);
    assertThat(together(requests, crowded)).containsExactlyElementsOf(alone);
  }

  /// Prompts that begin alike at some length, half of them sampled.
  private static List<GenerationRequest> requests(SplittableRandom random) {
    List<GenerationRequest> requests = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      int[] start = Arrays.copyOf(prompt(1, 100), random.nextInt(100));
      int[] whole = joined(start, prompt(100 + i, random.nextInt(1, 20)));
      int count = random.nextInt(1, 30);
      requests.add(i % 2 == 0 ? greedy(whole, count) : seeded(whole, count, i));
    }
    return requests;
  }

  /// What each says.
  private List<int[]> together(List<GenerationRequest> requests, EngineOptions options)
      throws InterruptedException {
    BatchingEngine engine = new BatchingEngine(model, options);
    try (engine) {
      return said(engine, requests);
    } finally {
      engine.checkIntegrity();
      assertThat(engine.metrics().freeBlocks()).isEqualTo(options.kvBlocks());
    }
  }

  /// Every third has a companion that is closed after its first token.
  private static List<int[]> said(Engine engine, List<GenerationRequest> requests)
      throws InterruptedException {
    List<Generation> generations = new ArrayList<>();
    for (GenerationRequest request : requests) {
      generations.add(engine.submit(request));
      if (generations.size() % 3 == 0) {
        try (Generation companion = engine.submit(greedy(request.prompt(), 30))) {
          companion.next();
        }
      }
    }
    List<int[]> said = new ArrayList<>();
    for (Generation generation : generations) {
      Requests.Result result = read(generation);
      assertThat(result.ending()).isInstanceOf(TokenStep.Ended.class);
      said.add(result.tokens());
    }
    return said;
  }
}
