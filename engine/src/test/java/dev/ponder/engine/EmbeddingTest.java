package dev.ponder.engine;

import static dev.ponder.engine.Requests.greedy;
import static dev.ponder.engine.Requests.prompt;
import static dev.ponder.engine.Requests.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.model.Pooling;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Vectors of texts, computed beside generations.
class EmbeddingTest {
  private final FakeModel model = new FakeModel();

  @ParameterizedTest
  @EnumSource
  void aVectorIsThePooledStates(Pooling pooling) throws Exception {
    Harness harness = new Harness(model);
    int[] tokens = prompt(3, 150);
    Embedding embedding = harness.embed(new EmbeddingRequest(tokens.clone(), pooling));
    harness.finish();
    assertThat(embedding.await()).isEqualTo(expected(tokens, pooling));
    assertThat(harness.metrics().endedGenerations()).isEqualTo(1);
    assertThat(harness.metrics().promptTokens()).isEqualTo(150);
    assertThat(harness.metrics().sampledTokens()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void theSecondTimeIsTheSame(Pooling pooling) throws Exception {
    Harness harness = new Harness(model);
    int[] tokens = prompt(3, 150);
    harness.run(greedy(tokens.clone(), 3));
    for (int i = 0; i < 2; i++) {
      Embedding embedding = harness.embed(new EmbeddingRequest(tokens.clone(), pooling));
      harness.finish();
      assertThat(embedding.await()).isEqualTo(expected(tokens, pooling));
    }
    // States that are averaged must be computed, those before the last one need not.
    long cached = harness.metrics().cachedTokens();
    assertThat(cached).isEqualTo(pooling == Pooling.LAST ? 2 * 128 : 0);
  }

  @Test
  void aGenerationContinuesFromWhatWasEmbedded() throws Exception {
    Harness harness = new Harness(model);
    harness.embed(new EmbeddingRequest(prompt(3, 100), Pooling.MEAN));
    harness.finish();
    Generation generation = harness.submit(greedy(prompt(3, 100), 5));
    harness.finish();
    assertThat(read(generation).tokens()).isEqualTo(model.reference(greedy(prompt(3, 100), 5)));
    assertThat(generation.cachedTokens()).isEqualTo(96);
  }

  @ParameterizedTest
  @CsvSource({"MEAN, 0", "LAST, 0", "FIRST, 0", "MEAN, 40", "LAST, 40"})
  void nothingShowsOfWhatRunsBesideOrOfBeingPreempted(Pooling pooling, int window)
      throws Exception {
    FakeModel windowed = new FakeModel(101, window);
    long windows = CachePlan.windowBlocks(window, 256, 6, 64);
    EngineOptions crowded = new EngineOptions(256, 10, (int) Math.min(10, windows), 6, 64, 64);
    Harness harness = new Harness(windowed, crowded);
    List<Generation> generations = new ArrayList<>();
    List<Embedding> embeddings = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      generations.add(harness.submit(greedy(prompt(i, 20 + i), 100)));
      embeddings.add(harness.embed(new EmbeddingRequest(prompt(i, 60 + 17 * i), pooling)));
    }
    harness.finish();
    for (int i = 0; i < 5; i++) {
      assertThat(read(generations.get(i)).tokens())
          .isEqualTo(windowed.reference(greedy(prompt(i, 20 + i), 100)));
      assertThat(embeddings.get(i).await()).isEqualTo(expected(prompt(i, 60 + 17 * i), pooling));
    }
  }

  @Test
  void aTextMayFillTheContext() throws Exception {
    try (Engine engine = Engine.start(model, new EngineOptions(128, 4, 2, 8, 64))) {
      int[] tokens = prompt(1, 128);
      Embedding embedding = engine.embed(new EmbeddingRequest(tokens.clone(), Pooling.LAST));
      assertThat(embedding.await()).isEqualTo(expected(tokens, Pooling.LAST));
      assertThatThrownBy(() -> engine.embed(new EmbeddingRequest(prompt(1, 129), Pooling.LAST)))
          .hasMessage("a text of 129 tokens does not fit a context of 128");
      assertThatThrownBy(() -> engine.embed(new EmbeddingRequest(new int[] {101}, Pooling.LAST)))
          .hasMessage("the model has 101 tokens, none with the id 101");
    }
  }

  @Test
  void aClosedOneIsGoneBeforeTheNextStep() {
    Harness harness = new Harness(model);
    Embedding embedding = harness.embed(new EmbeddingRequest(prompt(1, 1000), Pooling.MEAN));
    harness.step();
    assertThat(harness.metrics().runningSequences()).isEqualTo(1);
    embedding.close();
    harness.step();
    assertThat(harness.metrics().runningSequences()).isZero();
    assertThat(harness.metrics().cancelledGenerations()).isEqualTo(1);
    assertThatThrownBy(embedding::await).isInstanceOf(Embedding.BrokenException.class);
  }

  @Test
  void aModelThatFailsBreaksIt() {
    model.before(batch -> {
      throw new IllegalStateException("no luck");
    });
    Harness harness = new Harness(model);
    Embedding embedding = harness.embed(new EmbeddingRequest(prompt(1, 10), Pooling.LAST));
    harness.step();
    assertThatThrownBy(embedding::await).hasMessageContaining("no luck");
  }

  private float[] expected(int[] tokens, Pooling pooling) {
    return switch (pooling) {
      case FIRST -> model.state(tokens, 1);
      case LAST -> model.state(tokens, tokens.length);
      case MEAN -> mean(tokens);
    };
  }

  private float[] mean(int[] tokens) {
    double[] sum = new double[model.state(tokens, 1).length];
    for (int length = 1; length <= tokens.length; length++) {
      float[] state = model.state(tokens, length);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += state[i];
      }
    }
    float[] mean = new float[sum.length];
    for (int i = 0; i < sum.length; i++) {
      mean[i] = (float) (sum[i] / tokens.length);
    }
    return mean;
  }
}
