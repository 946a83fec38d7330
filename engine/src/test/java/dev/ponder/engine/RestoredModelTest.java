package dev.ponder.engine;

import static dev.ponder.engine.Requests.joined;
import static dev.ponder.engine.Requests.prompt;
import static dev.ponder.engine.Requests.read;
import static dev.ponder.engine.Requests.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.compute.CacheType;
import dev.ponder.compute.Kernels;
import dev.ponder.compute.Workers;
import dev.ponder.engine.PrefixStore.Limits;
import dev.ponder.model.KvBlock;
import dev.ponder.model.LanguageModel;
import dev.ponder.model.ModelLoader;
import dev.ponder.model.ModelOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a transformer computes behind a prefix from disk.
@Timeout(60)
class RestoredModelTest {
  private static final EngineOptions OPTIONS = new EngineOptions(400, 16, 16, 1, 4, 64);

  /// Greedy, and with the likelihoods of the likeliest tokens.
  private static final SamplingParameters TELLING =
      new SamplingParameters(0, 1, 0, 0, 0, Map.of(), 20);

  @TempDir private Path folder = Path.of("");

  /// Gemma's window is 12 tokens, that of gpt-oss 8.
  @ParameterizedTest
  @CsvSource({"qwen3, F32", "qwen3, Q8_0", "gemma3, F16", "gpt-oss-mxfp4, F16"})
  void isTheSameToTheBit(String name, CacheType type) throws Exception {
    int[] first = prompt(1, 300);
    int[] second = joined(first, prompt(2, 5));
    Requests.Result alone;
    try (Workers workers = new Workers(1);
        LanguageModel model = open(name, type, workers);
        Engine engine = Engine.start(model, OPTIONS)) {
      alone = read(engine.submit(with(second, 6, TELLING)));
    }
    live(name, type, first);
    Requests.Result restored = live(name, type, second);
    assertThat(restored.ended().cachedTokens())
        .isEqualTo(300 / KvBlock.POSITIONS * KvBlock.POSITIONS);
    assertThat(restored.steps()).isEqualTo(alone.steps());
  }

  private Requests.Result live(String name, CacheType type, int[] tokens) throws Exception {
    Limits limits = new Limits(1 << 26, Duration.ofDays(1));
    try (PrefixStore store = PrefixStore.open(folder.resolve("prefixes"), limits);
        Workers workers = new Workers(1);
        LanguageModel model = open(name, type, workers);
        Engine engine = Engine.start(model, OPTIONS, store.shelf(name))) {
      return read(engine.submit(with(tokens, 6, TELLING)));
    }
  }

  private static LanguageModel open(String name, CacheType type, Workers workers) {
    Path file = Path.of("../model/src/test/resources/models", name, "model.gguf");
    return ModelLoader.load(file, new ModelOptions(64, type), Kernels.named("scalar"), workers)
        .model();
  }
}
