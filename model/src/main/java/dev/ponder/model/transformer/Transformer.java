package dev.ponder.model.transformer;

import dev.ponder.compute.Kernels;
import dev.ponder.compute.Matrix;
import dev.ponder.compute.Workers;
import dev.ponder.model.LanguageModel;
import dev.ponder.model.Logits;
import dev.ponder.model.ModelConfig;
import dev.ponder.model.Slice;
import dev.ponder.model.gguf.GgufFile;
import java.util.List;

/// A decoder-only transformer over a mapped file.
///
/// All slices of a step are rows of one activation matrix, so each weight is read once per step,
/// whatever the number of sequences; only attention looks at slices. There is no other mode: a
/// prompt is a slice of many rows, a token to continue with is a slice of one.
public final class Transformer implements LanguageModel {
  /// Rows that are worth a thread for element-wise work.
  private static final int TOKEN_GRAIN = 8;

  private final GgufFile file;
  private final Network network;
  private final Shape shape;
  private final ModelConfig config;
  private final Kernels kernels;
  private final Workers workers;
  private final CachedAttention attention;
  private final Batch batch;
  private final Scratch scratch;
  private final int maxBatchTokens;
  private float[] logits = new float[0];

  private Transformer(GgufFile file, Architecture architecture, Network network, Runtime runtime) {
    this.file = file;
    this.network = network;
    shape = network.shape();
    config =
        new ModelConfig(
            architecture.name(),
            network.head().rows(),
            shape.contextLength(),
            shape.layers(),
            CachedAttention.cacheWidth(shape));
    kernels = runtime.kernels();
    workers = runtime.workers();
    maxBatchTokens = runtime.maxBatchTokens();
    attention = new CachedAttention(network, kernels, workers);
    batch = new Batch(maxBatchTokens, CachedAttention.chunkTokens(shape));
    scratch = new Scratch(network, maxBatchTokens);
  }

  /// What a model runs on.
  ///
  /// @param maxBatchTokens most tokens per step; activations are allocated for as many
  /// @param workers stay the caller's to close, after the model
  public record Runtime(int maxBatchTokens, Workers workers, Kernels kernels) {
    public Runtime {
      if (maxBatchTokens < 1) {
        throw new IllegalArgumentException("a step takes at least one token");
      }
    }
  }

  /// The model in that file, which it closes when it is closed.
  ///
  /// @param label what messages call the file
  /// @throws dev.ponder.model.UnusableModelException when the file holds no model that can be run
  public static Transformer of(GgufFile file, String label, Runtime runtime) {
    Architecture architecture = Architecture.of(file.metadata());
    Tensors tensors = new Tensors(label, file.tensors(), runtime.kernels());
    Network network = architecture.read(file.metadata(), tensors);
    return new Transformer(file, architecture, network, runtime);
  }

  @Override
  public ModelConfig config() {
    return config;
  }

  @Override
  public int maxBatchTokens() {
    return maxBatchTokens;
  }

  @Override
  public Logits forward(List<Slice> step) {
    batch.fill(step, config.vocabulary());
    embed();
    attention.computeAngles(batch, scratch);
    int last = shape.layers() - 1;
    for (int i = 0; i < last; i++) {
      Layer layer = network.layers().get(i);
      attend(i, layer.attention());
      project(layer.attention().output(), scratch.attended, batch.tokens());
      feedForward(layer.feedForward(), batch.tokens());
    }
    // Once the last layer's keys and values are stored, only the wanted rows matter.
    Layer layer = network.layers().get(last);
    attend(last, layer.attention());
    int rows = keepWantedRows();
    if (rows == 0) {
      return new Logits(logits, 0, config.vocabulary());
    }
    project(layer.attention().output(), scratch.attended, rows);
    feedForward(layer.feedForward(), rows);
    return head(rows);
  }

  private void embed() {
    workers.forEachBand(
        batch.tokens(),
        TOKEN_GRAIN,
        (from, to, _) -> {
          for (int row = from; row < to; row++) {
            kernels.dequantizeRow(
                network.embedding(), batch.ids[row], scratch.hidden, row * shape.hidden());
          }
        });
  }

  private void attend(int index, Layer.Attention layer) {
    normalise(layer.norm(), batch.tokens());
    kernels.multiply(
        layer.inputs(), scratch.normed, batch.tokens(), scratch.attentionInputs, workers);
    attention.attend(index, layer.headNorms(), batch, scratch);
  }

  private void feedForward(Layer.FeedForward layer, int rows) {
    normalise(layer.norm(), rows);
    kernels.multiply(layer.inputs(), scratch.normed, rows, scratch.feedForwardInputs, workers);
    int width = shape.feedForward();
    workers.forEachBand(
        rows,
        TOKEN_GRAIN,
        (from, to, _) ->
            kernels.siluMultiply(scratch.gate, scratch.up, from * width, (to - from) * width));
    project(layer.down(), scratch.gate, rows);
  }

  /// Adds the projection of `input` to the residual stream.
  private void project(Matrix matrix, float[] input, int rows) {
    kernels.multiply(List.of(matrix), input, rows, scratch.changes, workers);
    int width = shape.hidden();
    workers.forEachBand(
        rows,
        TOKEN_GRAIN,
        (from, to, _) ->
            kernels.addScaled(
                scratch.hidden,
                from * width,
                scratch.change,
                from * width,
                (to - from) * width,
                1f));
  }

  private void normalise(float[] weight, int rows) {
    int width = shape.hidden();
    workers.forEachBand(
        rows,
        TOKEN_GRAIN,
        (from, to, _) -> {
          for (int row = from; row < to; row++) {
            int at = row * width;
            kernels.rmsNorm(scratch.hidden, at, weight, shape.epsilon(), scratch.normed, at);
          }
        });
  }

  /// Moves the rows that logits are wanted for to the front, and tells how many they are.
  private int keepWantedRows() {
    for (int row = 0; row < batch.wantedCount(); row++) {
      moveRow(scratch.hidden, shape.hidden(), batch.wanted[row], row);
      moveRow(scratch.attended, shape.queryWidth(), batch.wanted[row], row);
    }
    return batch.wantedCount();
  }

  private static void moveRow(float[] rows, int width, int from, int to) {
    System.arraycopy(rows, from * width, rows, to * width, width);
  }

  private Logits head(int rows) {
    int size = Math.multiplyExact(rows, config.vocabulary());
    if (logits.length < size) {
      logits = new float[size];
    }
    normalise(network.norm(), rows);
    kernels.multiply(List.of(network.head()), scratch.normed, rows, List.of(logits), workers);
    return new Logits(logits, rows, config.vocabulary());
  }

  @Override
  public void close() {
    file.close();
  }
}
