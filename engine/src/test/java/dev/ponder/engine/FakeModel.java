package dev.ponder.engine;

import dev.ponder.model.KvBlock;
import dev.ponder.model.LanguageModel;
import dev.ponder.model.Logits;
import dev.ponder.model.ModelConfig;
import dev.ponder.model.Slice;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// A model without weights: it writes each token and its position into the cache, and the logits
/// are a hash of all it reads back from there. So a block that is wrong, stale, shared too early or
/// at the wrong place shows up as wrong tokens.
final class FakeModel implements LanguageModel {
  private static final int LAYERS = 2;

  private static final int WIDTH = 2;

  private final ModelConfig config;
  private final Set<Thread> callers = ConcurrentHashMap.newKeySet();
  private volatile Consumer<List<Slice>> beforeForward = batch -> {};
  private volatile Consumer<Logits> afterForward = logits -> {};

  FakeModel(int vocabulary) {
    config = ModelConfig.uniform("fake", vocabulary, 4096, LAYERS, WIDTH);
  }

  FakeModel() {
    this(101);
  }

  /// Called with each batch before anything is computed.
  FakeModel before(Consumer<List<Slice>> hook) {
    beforeForward = hook;
    return this;
  }

  /// Called with the result, which it may change.
  FakeModel after(Consumer<Logits> hook) {
    afterForward = hook;
    return this;
  }

  Set<Thread> callers() {
    return callers;
  }

  @Override
  public ModelConfig config() {
    return config;
  }

  @Override
  public int maxBatchTokens() {
    return 512;
  }

  @Override
  public void close() {}

  @Override
  public Logits forward(List<Slice> batch) {
    callers.add(Thread.currentThread());
    beforeForward.accept(batch);
    int tokens = batch.stream().mapToInt(slice -> slice.tokens().length).sum();
    if (batch.isEmpty() || tokens > maxBatchTokens()) {
      throw new AssertionError("a batch of %d tokens".formatted(tokens));
    }
    batch.forEach(this::write);
    checkWrites(batch);
    int rows = batch.stream().mapToInt(Slice::logitRows).sum();
    float[] values = new float[rows * config.vocabulary()];
    int row = 0;
    for (Slice slice : batch) {
      int end = slice.firstPosition() + slice.tokens().length;
      for (int i = slice.logitRows(); i > 0; i--) {
        score(read(slice, end - i + 1), end - i + 1, values, row++ * config.vocabulary());
      }
    }
    Logits logits = new Logits(values, rows, config.vocabulary());
    afterForward.accept(logits);
    return logits;
  }

  private void write(Slice slice) {
    for (int i = 0; i < slice.tokens().length; i++) {
      int position = slice.firstPosition() + i;
      KvBlock block = slice.blocks().get(position / KvBlock.POSITIONS);
      int at = position % KvBlock.POSITIONS * WIDTH;
      for (int layer = 0; layer < LAYERS; layer++) {
        block.keys().get(layer)[at] = slice.tokens()[i];
        block.keys().get(layer)[at + 1] = position;
        block.values().get(layer)[at] = -slice.tokens()[i];
        block.values().get(layer)[at + 1] = layer;
      }
    }
  }

  /// No two slices may write the same block, and each must read back what it wrote.
  private void checkWrites(List<Slice> batch) {
    Set<KvBlock> written = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Slice slice : batch) {
      int end = slice.firstPosition() + slice.tokens().length;
      int last = (end - 1) / KvBlock.POSITIONS;
      for (int i = slice.firstPosition() / KvBlock.POSITIONS; i <= last; i++) {
        if (!written.add(slice.blocks().get(i))) {
          throw new AssertionError("two slices write one block");
        }
      }
    }
  }

  private int[] read(Slice slice, int length) {
    int[] tokens = new int[length];
    for (int position = 0; position < length; position++) {
      KvBlock block = slice.blocks().get(position / KvBlock.POSITIONS);
      int at = position % KvBlock.POSITIONS * WIDTH;
      for (int layer = 0; layer < LAYERS; layer++) {
        tokens[position] = (int) block.keys().get(layer)[at];
        boolean intact =
            block.keys().get(layer)[at + 1] == position
                && block.values().get(layer)[at] == -tokens[position]
                && block.values().get(layer)[at + 1] == layer;
        if (!intact) {
          throw new AssertionError("position %d is not in the cache".formatted(position));
        }
      }
    }
    return tokens;
  }

  private void score(int[] tokens, int length, float[] values, int offset) {
    long hash = 7;
    for (int i = 0; i < length; i++) {
      hash = hash * 0x9E3779B97F4A7C15L + tokens[i] + 1;
      hash ^= hash >>> 29;
    }
    SplittableRandom random = new SplittableRandom(hash);
    for (int token = 0; token < config.vocabulary(); token++) {
      values[offset + token] = (float) (8 * random.nextDouble());
    }
  }

  /// The logits after those tokens, computed without any cache.
  float[] logits(int[] tokens) {
    float[] values = new float[config.vocabulary()];
    score(tokens, tokens.length, values, 0);
    return values;
  }

  /// What a generation must give: one sequence, no cache, no batch, no engine.
  int[] reference(GenerationRequest request) {
    Sampler sampler = new Sampler(request.sampling(), request.constraint());
    Scores scores = new Scores(config.vocabulary());
    int[] tokens = request.prompt().clone();
    int[] sampled = new int[request.maxTokens()];
    for (int i = 0; i < sampled.length; i++) {
      Logits logits = new Logits(logits(tokens), 1, config.vocabulary());
      sampled[i] = sampler.sample(logits, 0, scores).token();
      tokens = java.util.Arrays.copyOf(tokens, tokens.length + 1);
      tokens[tokens.length - 1] = sampled[i];
    }
    return sampled;
  }
}
