package dev.ponder.reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ponder.compute.CacheType;
import dev.ponder.compute.Kernels;
import dev.ponder.compute.Workers;
import dev.ponder.core.Cancelled;
import dev.ponder.core.Embedder;
import dev.ponder.core.EmbeddingTask;
import dev.ponder.core.EmbeddingTask.Input;
import dev.ponder.core.Embeddings;
import dev.ponder.engine.Engine;
import dev.ponder.engine.EngineOptions;
import dev.ponder.model.EmbeddingTraits;
import dev.ponder.model.KvMemory;
import dev.ponder.model.LoadedModel;
import dev.ponder.model.ModelLoader;
import dev.ponder.model.ModelOptions;
import dev.ponder.model.Pooling;
import dev.ponder.model.Slice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Vectors of a small model, from text to unit length.
final class LocalEmbedderTest {
  private static final int CONTEXT = 64;
  private static final EngineOptions OPTIONS = new EngineOptions(CONTEXT, 8, 4, 2, 64);

  private final Workers workers = new Workers(1);
  private final LoadedModel model =
      ModelLoader.load(
          Path.of("../model/src/test/resources/models/qwen3/model.gguf"),
          new ModelOptions(64, CacheType.F32),
          Kernels.fastest(),
          workers);

  @AfterEach
  void close() {
    model.model().close();
    workers.close();
  }

  @ParameterizedTest
  @EnumSource
  void aVectorIsThePooledStatesOfLengthOne(Pooling pooling) throws Exception {
    int[] tokens = model.tokenizer().encode("the other one");
    double[] expected = pooled(tokens, pooling);
    float[] vector =
        embedded(with(pooling, OptionalInt.empty()), text("the other one")).vectors().getFirst();
    assertThat(length(vector)).isCloseTo(1, within(1e-6));
    for (int i = 0; i < vector.length; i++) {
      assertThat((double) vector[i]).isCloseTo(expected[i], within(1e-6));
    }
  }

  @Test
  void idsGiveWhatTheirTextGives() throws Exception {
    List<Integer> ids = IntStream.of(model.tokenizer().encode("a few words")).boxed().toList();
    Embeddings both = embedded(model, text("a few words"), new Input.Tokens(ids));
    assertThat(both.model()).isEqualTo("m@1");
    assertThat(both.tokens()).isEqualTo(2 * ids.size());
    assertThat(both.vectors().get(0)).isEqualTo(both.vectors().get(1)).hasSize(64);
  }

  @Test
  void aClosingTokenIsPutAfterEachText() throws Exception {
    LoadedModel closing = with(Pooling.LAST, OptionalInt.of(7));
    List<Integer> ids = new ArrayList<>();
    IntStream.of(model.tokenizer().encode("words")).forEach(ids::add);
    ids.add(7);
    Embeddings both = embedded(closing, text("words"), new Input.Tokens(ids));
    assertThat(both.vectors().get(0)).isEqualTo(both.vectors().get(1));
  }

  @Test
  void manyTextsComeInTheirOrder() throws Exception {
    List<Input> texts =
        IntStream.range(0, 40).<Input>mapToObj(i -> new Input.Text("text " + i)).toList();
    List<float[]> together = embedded(model, texts.toArray(Input[]::new)).vectors();
    assertThat(together).hasSize(40);
    for (int i = 0; i < 40; i += 13) {
      assertThat(embedded(model, texts.get(i)).vectors().getFirst()).isEqualTo(together.get(i));
    }
  }

  @Test
  void fewerDimensionsAreTheFirstOnesOfLengthOne() throws Exception {
    float[] whole = embedded(model, text("short")).vectors().getFirst();
    try (Engine engine = Engine.start(model.model(), OPTIONS)) {
      EmbeddingTask task = new EmbeddingTask("m", List.of(text("short")), OptionalInt.of(3));
      float[] three = LocalEmbedder.of(model, engine, "m@1").embed(task).vectors().getFirst();
      assertThat(three).hasSize(3);
      assertThat(length(three)).isCloseTo(1, within(1e-6));
      assertThat(three[1] / three[0]).isCloseTo(whole[1] / whole[0], within(1e-4f));
      EmbeddingTask wide = new EmbeddingTask("m", List.of(text("short")), OptionalInt.of(97));
      assertThatThrownBy(() -> LocalEmbedder.of(model, engine, "m@1").embed(wide))
          .hasMessage("Invalid value for 'dimensions' = 97. Must be less than or equal to 64.");
    }
  }

  @Test
  void whatDoesNotFitIsRefusedByName() {
    assertRefused(
        "Invalid 'input[1]': maximum input length is 64 tokens.",
        text("fits"),
        text("too long ".repeat(40)));
    assertRefused(
        "Invalid 'input': maximum input length is 64 tokens.", text("x".repeat(1_000_000)));
    assertRefused(
        "Invalid 'input': maximum input length is 64 tokens.",
        new Input.Tokens(Collections.nCopies(65, 1)));
    assertRefused(
        "Invalid 'input[1]': 320 is no token of this model, whose tokens are 0 to 319.",
        text("fits"),
        new Input.Tokens(List.of(1, 320)));
    assertRefused(
        "The inputs have more than the 300000 tokens that one request may have.",
        Collections.nCopies(6_000, new Input.Tokens(Collections.nCopies(60, 1)))
            .toArray(Input[]::new));
  }

  @Test
  void aModelThatRanksMakesNoVectors() {
    LoadedModel ranking =
        new LoadedModel("r", model.model(), model.tokenizer(), Optional.empty(), Optional.empty());
    assertThatThrownBy(() -> embedded(ranking, text("x")))
        .hasMessage("The model 'm' ranks texts and makes no embeddings of them.");
  }

  @Test
  void anInterruptCallsItOff() throws Exception {
    try (Engine engine = Engine.start(model.model(), OPTIONS)) {
      Embedder embedder = LocalEmbedder.of(model, engine, "m@1");
      Thread.currentThread().interrupt();
      assertThatThrownBy(
              () -> embedder.embed(new EmbeddingTask("m", List.of(text("x")), OptionalInt.empty())))
          .isInstanceOf(Cancelled.class);
    }
  }

  private void assertRefused(String message, Input... inputs) {
    assertThatThrownBy(() -> embedded(model, inputs)).hasMessage(message);
  }

  private static Embeddings embedded(LoadedModel model, Input... inputs) throws Cancelled {
    try (Engine engine = Engine.start(model.model(), OPTIONS)) {
      return LocalEmbedder.of(model, engine, "m@1")
          .embed(new EmbeddingTask("m", List.of(inputs), OptionalInt.empty()));
    }
  }

  private static Input text(String text) {
    return new Input.Text(text);
  }

  private LoadedModel with(Pooling pooling, OptionalInt closing) {
    int width = model.embedding().orElseThrow().width();
    return new LoadedModel(
        model.name(),
        model.model(),
        model.tokenizer(),
        Optional.empty(),
        Optional.of(new EmbeddingTraits(width, pooling, closing)));
  }

  /// In one pass without an engine.
  private double[] pooled(int[] tokens, Pooling pooling) {
    try (KvMemory memory = new KvMemory(model.model().config())) {
      int length = tokens.length;
      model
          .model()
          .forward(List.of(new Slice(tokens, 0, memory.sequence(length, length), 0, length)));
      int width = model.model().states().width();
      float[] states = model.model().states().values();
      double[] sum = new double[width];
      int from = pooling == Pooling.LAST ? length - 1 : 0;
      int to = pooling == Pooling.FIRST ? 1 : length;
      for (int row = from; row < to; row++) {
        for (int i = 0; i < width; i++) {
          sum[i] += states[row * width + i];
        }
      }
      double norm = 0;
      for (double element : sum) {
        norm += element * element;
      }
      for (int i = 0; i < width; i++) {
        sum[i] /= Math.sqrt(norm);
      }
      return sum;
    }
  }

  private static double length(float[] vector) {
    double squares = 0;
    for (float element : vector) {
      squares += (double) element * element;
    }
    return Math.sqrt(squares);
  }
}
