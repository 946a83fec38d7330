package dev.ponder.model.transformer;

import dev.ponder.compute.Kernels;
import dev.ponder.compute.Workers;
import dev.ponder.model.LanguageModel;
import dev.ponder.model.Logits;
import dev.ponder.model.ModelConfig;
import dev.ponder.model.ModelNeeds;
import dev.ponder.model.ModelOptions;
import dev.ponder.model.Slice;
import dev.ponder.model.States;
import dev.ponder.model.gguf.GgufFile;
import dev.ponder.model.gguf.GgufTensor;
import java.util.List;
import java.util.Map;

/// A decoder-only transformer over a mapped file.
///
/// All slices of a step are rows of one activation matrix, so each weight is read once per step,
/// whatever the number of sequences; only attention looks at slices. There is no other mode: a
/// prompt is a slice of many rows, a token to continue with is a slice of one.
public final class Transformer implements LanguageModel {
  private final GgufFile file;
  private final Adapter adapter;
  private final Network network;
  private final Shape shape;
  private final ModelConfig config;
  private final Kernels kernels;
  private final Workers workers;
  private final CachedAttention attention;
  private final Batch batch;
  private final Scratch scratch;
  private final ResidualStream stream;
  private final GatedNetwork gatedNetwork;
  private final ExpertNetwork expertNetwork;
  private final int maxBatchTokens;
  private float[] logits = new float[0];
  private States states;

  private Transformer(GgufFile file, Adapter adapter, Network network, Runtime runtime) {
    this.file = file;
    this.adapter = adapter;
    this.network = network;
    shape = network.shape();
    String architecture = Architecture.of(file.metadata()).name();
    config = network.config(architecture, runtime.options().cacheType());
    kernels = runtime.kernels();
    workers = runtime.workers();
    maxBatchTokens = runtime.options().maxBatchTokens();
    states = new States(new float[0], 0, shape.hidden());
    attention = new CachedAttention(network, runtime);
    batch = new Batch(maxBatchTokens, CachedAttention.chunkTokens(shape));
    scratch = new Scratch(shape, maxBatchTokens);
    stream = new ResidualStream(scratch, shape, new LowRankProducts(network, runtime));
    gatedNetwork = new GatedNetwork(scratch, stream);
    expertNetwork =
        new ExpertNetwork(
            new ExpertScratch(network, maxBatchTokens), scratch, stream, gatedNetwork);
  }

  /// What a model runs on.
  ///
  /// @param workers stay the caller's to close, after the model
  public record Runtime(ModelOptions options, Workers workers, Kernels kernels) {}

  /// The model in that file, which it closes when it is closed, and with it the adapter's.
  ///
  /// @param label what messages call the file
  /// @throws dev.ponder.model.UnusableModelException when the file holds no model that can be run
  public static Transformer of(GgufFile file, String label, Runtime runtime) {
    return of(file, label, runtime, Yarn.Ramps.chosen());
  }

  static Transformer of(GgufFile file, String label, Runtime runtime, Yarn.Ramps ramps) {
    Adapter adapter = adapter(file, runtime.options());
    try {
      Tensors tensors = new Tensors(label, file.tensors(), runtime.kernels(), adapter);
      return new Transformer(file, adapter, read(file, tensors, ramps), runtime);
    } catch (RuntimeException | Error e) {
      adapter.close();
      throw e;
    }
  }

  /// What running the model in that file takes.
  ///
  /// @throws dev.ponder.model.UnusableModelException when the file holds no model that can be run
  public static ModelNeeds needs(
      GgufFile file, String label, ModelOptions options, Kernels kernels) {
    try (Adapter adapter = adapter(file, options)) {
      Tensors tensors = new Tensors(label, file.tensors(), kernels, adapter);
      Network network = read(file, tensors, Yarn.Ramps.chosen());
      return new ModelNeeds(
          network.config(Architecture.of(file.metadata()).name(), options.cacheType()),
          bytes(file.tensors()) + bytes(adapter.tensors()),
          Scratch.bytes(network.shape(), options.maxBatchTokens())
              + ExpertScratch.bytes(network, options.maxBatchTokens())
              + LowRankProducts.bytes(network, options.maxBatchTokens()));
    }
  }

  private static long bytes(Map<String, GgufTensor> tensors) {
    return tensors.values().stream().mapToLong(tensor -> tensor.data().byteSize()).sum();
  }

  private static Adapter adapter(GgufFile file, ModelOptions options) {
    String architecture = Architecture.of(file.metadata()).name();
    return options.adapter().map(path -> Adapter.open(path, architecture)).orElseGet(Adapter::none);
  }

  private static Network read(GgufFile file, Tensors tensors, Yarn.Ramps ramps) {
    Architecture architecture = Architecture.of(file.metadata());
    return architecture.read(new Source(architecture.name(), file.metadata(), tensors, ramps));
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
  public void expect(int contextLength) {
    attention.expect(contextLength);
  }

  @Override
  public String variant() {
    return attention.variant();
  }

  @Override
  public Logits forward(List<Slice> step) {
    batch.fill(step, config);
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
      states = new States(states.values(), 0, shape.hidden());
      return new Logits(logits, 0, config.vocabulary());
    }
    addAttended(layer.attention(), rows);
    feedForward(layer.feedForward(), rows);
    return head(rows);
  }

  private void embed() {
    workers.forEachBand(
        batch.tokens(),
        ResidualStream.TOKEN_GRAIN,
        (from, to, _) -> {
          for (int row = from; row < to; row++) {
            embed(batch.ids[row], row * shape.hidden());
          }
        });
  }

  private void embed(int token, int at) {
    kernels.dequantizeRow(network.embedding(), token, scratch.hidden, at);
    float scale = network.embeddingScale();
    if (scale != 1) {
      for (int i = at; i < at + shape.hidden(); i++) {
        scratch.hidden[i] *= scale;
      }
    }
  }

  private void attend(int index, Layer.Attention layer) {
    stream.normalise(layer.norm(), batch.tokens());
    stream.project(layer.inputs(), scratch.attentionInputs, batch.tokens());
    attention.attend(index, layer, batch, scratch);
  }

  private void addAttended(Layer.Attention layer, int rows) {
    stream.add(layer.output(), scratch.attended, layer.outputNorm(), rows);
  }

  private void feedForward(Layer.FeedForward layer, int rows) {
    stream.normalise(layer.norm(), rows);
    switch (layer) {
      case Layer.Gated gated -> gatedNetwork.apply(gated, rows);
      case Layer.Experts experts -> expertNetwork.apply(experts, rows);
    }
  }

  /// Moves the rows that something is wanted of to the front, and tells how many they are.
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

  private Logits head(int wanted) {
    stream.normalise(network.norm(), wanted);
    keepStates(wanted);
    int rows = keepRowsToScore(wanted);
    int size = Math.multiplyExact(rows, config.vocabulary());
    if (logits.length < size) {
      logits = new float[size];
    }
    if (rows > 0) {
      kernels.multiply(List.of(network.head()), scratch.normed, rows, List.of(logits), workers);
    }
    return new Logits(logits, rows, config.vocabulary());
  }

  private void keepStates(int wanted) {
    int width = shape.hidden();
    int rows = 0;
    for (int row = 0; row < wanted; row++) {
      rows += batch.wantsState[row] ? 1 : 0;
    }
    float[] kept =
        states.values().length < rows * width ? new float[rows * width] : states.values();
    int to = 0;
    for (int row = 0; row < wanted; row++) {
      if (batch.wantsState[row]) {
        System.arraycopy(scratch.normed, row * width, kept, to++ * width, width);
      }
    }
    states = new States(kept, rows, width);
  }

  private int keepRowsToScore(int wanted) {
    int rows = 0;
    for (int row = 0; row < wanted; row++) {
      if (batch.wantsLogits[row]) {
        moveRow(scratch.normed, shape.hidden(), row, rows++);
      }
    }
    return rows;
  }

  @Override
  public States states() {
    return states;
  }

  @Override
  public void close() {
    file.close();
    adapter.close();
  }
}
