package dev.ponder.engine;

import dev.ponder.compute.CacheType;
import dev.ponder.model.KvBlock;
import dev.ponder.model.KvSpan;
import dev.ponder.model.LanguageModel;
import dev.ponder.model.Logits;
import dev.ponder.model.ModelConfig;
import dev.ponder.model.ModelConfig.LayerCache;
import dev.ponder.model.Slice;
import dev.ponder.model.States;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// A model without weights, of two layers that see everything and perhaps one with a window: it
/// writes each token and its position into the cache, and the logits are a hash of all it reads
/// back from there. So a block that is wrong, stale, shared too early or at the wrong place shows
/// up as wrong tokens.
final class FakeModel implements LanguageModel {
  private static final int WIDTH = 3;

  private final ModelConfig config;
  private final Set<Thread> callers = ConcurrentHashMap.newKeySet();
  private volatile Consumer<List<Slice>> beforeForward = batch -> {};
  private volatile Consumer<Logits> afterForward = logits -> {};
  private States states = new States(new float[0], 0, WIDTH);

  FakeModel(int vocabulary) {
    this(vocabulary, 0);
  }

  /// @param window of a third layer; 0 for none
  FakeModel(int vocabulary, int window) {
    List<LayerCache> layers = new ArrayList<>();
    layers.add(new LayerCache(1, 2, 0));
    layers.add(new LayerCache(1, 2, 0));
    if (window > 0) {
      layers.add(new LayerCache(1, 2, window));
    }
    config = new ModelConfig("fake", vocabulary, 4096, CacheType.F32, layers);
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
    states = statesOf(batch);
    afterForward.accept(logits);
    return logits;
  }

  @Override
  public States states() {
    return states;
  }

  private States statesOf(List<Slice> batch) {
    int rows = batch.stream().mapToInt(Slice::stateRows).sum();
    float[] values = new float[rows * WIDTH];
    int row = 0;
    for (Slice slice : batch) {
      int end = slice.firstPosition() + slice.tokens().length;
      for (int i = slice.stateRows(); i > 0; i--) {
        int[] tokens = read(slice, end - i + 1);
        System.arraycopy(state(tokens, tokens.length), 0, values, row++ * WIDTH, WIDTH);
      }
    }
    return new States(values, rows, WIDTH);
  }

  /// The state after the first `length` of those tokens, computed without any cache.
  float[] state(int[] tokens, int length) {
    float[] scores = new float[config.vocabulary()];
    score(tokens, length, scores, 0);
    return Arrays.copyOf(scores, WIDTH);
  }

  private void write(Slice slice) {
    for (int i = 0; i < slice.tokens().length; i++) {
      int position = slice.firstPosition() + i;
      for (int layer = 0; layer < config.layers().size(); layer++) {
        int[] entry = {slice.tokens()[i], position, -slice.tokens()[i], layer};
        MemorySegment.copy(entry, 0, place(slice, layer, position), ValueLayout.JAVA_INT, 0, 4);
      }
    }
  }

  private MemorySegment place(Slice slice, int layer, int position) {
    KvSpan span = config.layers().get(layer).span();
    KvBlock block = slice.cache().block(span, position / KvBlock.POSITIONS);
    return block.memory().asSlice(block.offset(layer) + position % KvBlock.POSITIONS * 16, 16);
  }

  /// No two slices may write the same block, and each must read back what it wrote.
  private void checkWrites(List<Slice> batch) {
    Set<KvBlock> written = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Slice slice : batch) {
      int end = slice.firstPosition() + slice.tokens().length;
      int last = (end - 1) / KvBlock.POSITIONS;
      for (int i = slice.firstPosition() / KvBlock.POSITIONS; i <= last; i++) {
        boolean fresh = written.add(slice.cache().block(KvSpan.WHOLE, i));
        if (config.window() > 0) {
          fresh &= written.add(slice.cache().block(KvSpan.WINDOW, i));
        }
        if (!fresh) {
          throw new AssertionError("two slices write one block");
        }
      }
    }
  }

  private int[] read(Slice slice, int length) {
    int[] tokens = new int[length];
    for (int position = 0; position < length; position++) {
      tokens[position] = place(slice, 0, position).get(ValueLayout.JAVA_INT, 0);
      for (int layer = 0; layer < config.layers().size(); layer++) {
        int window = config.layers().get(layer).window();
        if (window > 0 && position < length - window) {
          continue;
        }
        int[] entry = place(slice, layer, position).toArray(ValueLayout.JAVA_INT);
        if (!Arrays.equals(
            entry, new int[] {tokens[position], position, -tokens[position], layer})) {
          throw new AssertionError(
              "layer %d has not position %d in the cache".formatted(layer, position));
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
      tokens = Arrays.copyOf(tokens, tokens.length + 1);
      tokens[tokens.length - 1] = sampled[i];
    }
    return sampled;
  }
}
