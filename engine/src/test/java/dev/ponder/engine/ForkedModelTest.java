package dev.ponder.engine;

import static dev.ponder.engine.Requests.joined;
import static dev.ponder.engine.Requests.prompt;
import static dev.ponder.engine.Requests.read;
import static dev.ponder.engine.Requests.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.compute.CacheType;
import dev.ponder.compute.Kernels;
import dev.ponder.compute.Workers;
import dev.ponder.model.LanguageModel;
import dev.ponder.model.ModelLoader;
import dev.ponder.model.ModelOptions;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a transformer computes behind a copy of the beginning of a block.
@Timeout(60)
class ForkedModelTest {
  private static final EngineOptions OPTIONS = new EngineOptions(200, 32, 24, 1, 4, 64);
  private static final int FIRST = 75;

  /// Greedy, and with the likelihoods of the likeliest tokens.
  private static final SamplingParameters TELLING =
      new SamplingParameters(0, 1, 0, 0, 0, Map.of(), 20);

  /// Gemma's window is 12 tokens, that of gpt-oss 8.
  @ParameterizedTest
  @CsvSource({"qwen3, F32", "qwen3, F16", "qwen3, Q8_0", "gemma3, Q8_0", "gpt-oss-mxfp4, F16"})
  void isTheSameToTheBit(String name, CacheType type) throws Exception {
    for (int fork : new int[] {FIRST, FIRST - 1, 65, 64, 40}) {
      int[] second = joined(Arrays.copyOf(prompt(1, FIRST), fork), prompt(2, 5));
      Requests.Result alone;
      Requests.Result forked;
      try (Workers workers = new Workers(1);
          LanguageModel model = open(name, type, workers)) {
        try (Engine engine = Engine.start(model, OPTIONS)) {
          alone = read(engine.submit(with(second, 6, TELLING)));
        }
        try (Engine engine = Engine.start(model, OPTIONS)) {
          read(engine.submit(with(prompt(1, FIRST), 6, TELLING)));
          forked = read(engine.submit(with(second, 6, TELLING)));
        }
      }
      assertThat(forked.steps()).isEqualTo(alone.steps());
      assertThat(forked.ended().cachedTokens()).isEqualTo(fork);
    }
  }

  private static LanguageModel open(String name, CacheType type, Workers workers) {
    Path file = Path.of("../model/src/test/resources/models", name, "model.gguf");
    return ModelLoader.load(file, new ModelOptions(64, type), Kernels.named("scalar"), workers)
        .model();
  }
}
