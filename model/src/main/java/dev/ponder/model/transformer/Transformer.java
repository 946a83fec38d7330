package dev.ponder.model.transformer;

import dev.ponder.compute.Kernels;
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
            network.layers().stream().map(Transformer::cacheOf).toList());
    kernels = runtime.kernels();
    workers = runtime.workers();
    maxBatchTokens = runtime.maxBatchTokens();
    attention = new CachedAttention(network, maxBatchTokens, kernels, workers);
    batch = new Batch(maxBatchTokens, CachedAttention.chunkTokens(shape));
    scratch = new Scratch(shape, maxBatchTokens);
  }

  private static ModelConfig.LayerCache cacheOf(Layer layer) {
    Layer.Attention attention = layer.attention();
    return new ModelConfig.LayerCache(attention.heads().cacheWidth(), attention.kind().window());
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
    attention.computeAngles(batch);
    int last = shape.layers() - 1;
    for (int i = 0; i < last; i++) {
      Layer layer = network.layers().get(i);
      attend(i, layer.attention());
      addAttended(layer.attention(), batch.tokens());
      feedForward(layer.feedForward(), batch.tokens());
    }
    // Once the last layer's keys and values are stored, only the wanted rows matter.
    Layer layer = network.layers().get(last);
    attend(last, layer.attention());
    int rows = keepWantedRows(layer.attention().heads().queryWidth());
    if (rows == 0) {
      return new Logits(logits, 0, config.vocabulary());
    }
    addAttended(layer.attention(), rows);
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
        layer.inputs().weights(), scratch.normed, batch.tokens(), scratch.attentionInputs, workers);
    attention.attend(index, layer, batch, scratch);
  }

  private void addAttended(Layer.Attention layer, int rows) {
    project(layer.output(), scratch.attended, rows);
    addChange(layer.output(), layer.outputNorm(), rows);
  }

  private void feedForward(Layer.FeedForward layer, int rows) {
    normalise(layer.norm(), rows);
    kernels.multiply(
        layer.inputs().weights(), scratch.normed, rows, scratch.feedForwardInputs, workers);
    int width = layer.inputs().weights().getFirst().rows();
    List<float[]> biases = layer.inputs().biases();
    workers.forEachBand(
        rows,
        TOKEN_GRAIN,
        (from, to, _) -> {
          for (int row = from; row < to; row++) {
            addTo(scratch.gate, row * width, biases.getFirst());
            addTo(scratch.up, row * width, biases.getLast());
          }
          kernels.siluMultiply(scratch.gate, scratch.up, from * width, (to - from) * width);
        });
    project(layer.down(), scratch.gate, rows);
    addChange(layer.down(), layer.outputNorm(), rows);
  }

  /// Leaves the projection of `input`, without its bias, in `change`.
  private void project(Layer.Projection projection, float[] input, int rows) {
    kernels.multiply(projection.weights(), input, rows, scratch.changes, workers);
  }

  /// Completes the rows of `change` by the projection's bias and a norm, and adds them to the
  /// residual stream.
  private void addChange(Layer.Projection projection, float[] norm, int rows) {
    float[] bias = projection.biases().getFirst();
    int width = shape.hidden();
    workers.forEachBand(
        rows,
        TOKEN_GRAIN,
        (from, to, _) -> {
          for (int at = from * width; at < to * width; at += width) {
            addTo(scratch.change, at, bias);
            if (norm.length > 0) {
              kernels.rmsNorm(scratch.change, at, norm, shape.epsilon(), scratch.change, at);
            }
            kernels.addScaled(scratch.hidden, at, scratch.change, at, width, 1f);
          }
        });
  }

  private void addTo(float[] rows, int offset, float[] bias) {
    if (bias.length > 0) {
      kernels.addScaled(rows, offset, bias, 0, bias.length, 1f);
    }
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
  private int keepWantedRows(int attendedWidth) {
    for (int row = 0; row < batch.wantedCount(); row++) {
      moveRow(scratch.hidden, shape.hidden(), batch.wanted[row], row);
      moveRow(scratch.attended, attendedWidth, batch.wanted[row], row);
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
