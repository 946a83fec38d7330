package dev.ponder.engine;

import static dev.ponder.engine.Requests.greedy;
import static dev.ponder.engine.Requests.joined;
import static dev.ponder.engine.Requests.prompt;
import static dev.ponder.engine.Requests.read;
import static dev.ponder.engine.Requests.seeded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.compute.CacheType;
import dev.ponder.compute.Format;
import dev.ponder.compute.Kernels;
import dev.ponder.compute.Workers;
import dev.ponder.model.LanguageModel;
import dev.ponder.model.ModelLoader;
import dev.ponder.model.ModelOptions;
import dev.ponder.model.ModelShape;
import dev.ponder.model.Synthesizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
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
  @TempDir private Path folder = Path.of("");

  @AfterEach
  void closeWorkers() {
    workers.close();
  }

  /// Five blocks are one context: the first rows leave sequences to be preempted. Gemma's window is
  /// 12 tokens.
  @ParameterizedTest
  @CsvSource({
    "tiny, F16, 5, 6, 6",
    "tiny, F32, 12, 8, 33",
    "tiny, Q8_0, 40, 12, 17",
    "gemma3, F16, 5, 6, 6",
    "gemma3, Q8_0, 8, 4, 33",
    "gemma3, F32, 40, 12, 17"
  })
  void whatRunsBesideDoesNotShow(
      String name, CacheType type, int kvBlocks, int maxSequences, int stepTokens)
      throws Exception {
    try (LanguageModel model = open(name, type)) {
      List<GenerationRequest> requests = requests(new SplittableRandom(stepTokens));
      List<int[]> alone = new ArrayList<>();
      for (GenerationRequest request : requests) {
        alone.add(together(model, List.of(request), ALONE).getFirst());
      }
      long windows =
          CachePlan.windowBlocks(model.config().window(), CONTEXT, maxSequences, stepTokens);
      EngineOptions crowded =
          new EngineOptions(
              CONTEXT,
              kvBlocks,
              (int) Math.min(kvBlocks, windows),
              maxSequences,
              requests.size(),
              stepTokens);
      assertThat(together(model, requests, crowded)).containsExactlyElementsOf(alone);
    }
  }

  private LanguageModel open(String name, CacheType type) {
    Path file = Path.of("../model/src/test/resources/models", name, "model.gguf");
    if (name.equals("tiny")) {
      file = folder.resolve("tiny.gguf");
      new Synthesizer(ModelShape.named("tiny").orElseThrow(), Format.Q8_0, 3).write(file);
    }
    return ModelLoader.load(file, new ModelOptions(64, type), Kernels.fastest(), workers).model();
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
  private static List<int[]> together(
      LanguageModel model, List<GenerationRequest> requests, EngineOptions options)
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
