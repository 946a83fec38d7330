package dev.ponder.train;

import dev.ponder.compute.Dense;
import dev.ponder.compute.Format;
import dev.ponder.compute.Workers;
import dev.ponder.model.gguf.GgufValue;
import dev.ponder.train.network.Batch;
import dev.ponder.train.network.Batch.Wanted;
import dev.ponder.train.network.Compute;
import dev.ponder.train.network.Export;
import dev.ponder.train.network.Learned;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// A transformer all of whose weights are learned, in single precision: see `docs/training.md`.
///
/// Examples are computed a few thousand tokens at a time, so memory does not grow with their
/// number; it is kept from call to call.
public final class TrainableTransformer implements Trainable {
  /// Enough for matrix products to reach their full speed, few enough that the activations of an
  /// operation are still in the third-level cache when the next one reads them; 75 KB of
  /// activations each at ponder-nano's size.
  private static final int TOKENS_AT_ONCE = 2048;

  private final Learned learned;

  private TrainableTransformer(Learned learned) {
    this.learned = learned;
  }

  /// A transformer that has learned nothing. The same seed gives the same weights.
  ///
  /// @param workers stay the caller's to close, after the last use
  public static TrainableTransformer random(TransformerShape shape, long seed, Workers workers) {
    return new TrainableTransformer(Learned.random(shape, seed, compute(workers)));
  }

  /// The transformer in a GGUF file; quantised weights become floats.
  ///
  /// @param workers stay the caller's to close, after the last use
  /// @throws dev.ponder.model.UnusableModelException when the file is damaged or holds no model
  ///   that can be trained; the message says why
  /// @throws java.io.UncheckedIOException when it cannot be read
  public static TrainableTransformer read(Path path, Workers workers) {
    return new TrainableTransformer(Learned.read(path, compute(workers)));
  }

  private static Compute compute(Workers workers) {
    return new Compute(Dense.fastest(), workers);
  }

  public TransformerShape shape() {
    return learned.shape();
  }

  @Override
  public List<Parameter> parameters() {
    return learned.parameters();
  }

  @Override
  public List<float[]> accumulate(List<Example> examples) {
    return inBatches(examples, Wanted.WEIGHTED, learned.network()::accumulate);
  }

  @Override
  public List<float[]> losses(List<Example> examples) {
    return inBatches(examples, Wanted.ALL, learned.network()::losses);
  }

  /// The logits after each of those tokens, `[tokens, vocabulary]`.
  ///
  /// @throws IllegalArgumentException as [#losses]
  public float[][] logits(int[] tokens) {
    check(tokens);
    float[] logits = learned.network().logits(Batch.of(tokens));
    int width = shape().vocabulary();
    float[][] rows = new float[tokens.length][];
    Arrays.setAll(rows, row -> Arrays.copyOfRange(logits, row * width, (row + 1) * width));
    return rows;
  }

  /// Writes the transformer as a GGUF file, or leaves what was there when it fails.
  ///
  /// @param format of the matrices: F32, F16 or Q8_0. Rows that are not whole blocks are F16.
  /// @param metadata of tokenizer, chat template and name. What it says about architecture and
  ///   sizes is replaced.
  /// @throws IllegalArgumentException when the format is another one
  /// @throws java.io.UncheckedIOException when there is not enough space or writing fails
  public void write(Path path, Format format, Map<String, GgufValue> metadata) {
    new Export(learned, format).writer(metadata).write(path);
  }

  private List<float[]> inBatches(
      List<Example> examples, Wanted wanted, Function<Batch, float[]> pass) {
    examples.forEach(example -> check(example.tokens()));
    List<float[]> losses = new ArrayList<>(examples.size());
    for (List<Example> some : divided(examples)) {
      spread(pass.apply(Batch.of(some, wanted)), some, wanted, losses);
    }
    return losses;
  }

  private void check(int[] tokens) {
    if (tokens.length > shape().context()) {
      throw new IllegalArgumentException(
          "an example of %d tokens is longer than the context of %d"
              .formatted(tokens.length, shape().context()));
    }
    for (int token : tokens) {
      if (token < 0 || token >= shape().vocabulary()) {
        throw new IllegalArgumentException(
            "token %d is not one of %d".formatted(token, shape().vocabulary()));
      }
    }
  }

  /// Parts of about equally many tokens, each at most [#TOKENS_AT_ONCE] unless one example is more.
  private static List<List<Example>> divided(List<Example> examples) {
    long all = examples.stream().mapToLong(example -> example.tokens().length).sum();
    long fair = Math.ceilDiv(all, Math.max(1, Math.ceilDiv(all, TOKENS_AT_ONCE)));
    List<List<Example>> parts = new ArrayList<>();
    int start = 0;
    long tokens = 0;
    for (int i = 0; i < examples.size(); i++) {
      int length = examples.get(i).tokens().length;
      if (i > start && (tokens >= fair || tokens + length > TOKENS_AT_ONCE)) {
        parts.add(examples.subList(start, i));
        start = i;
        tokens = 0;
      }
      tokens += length;
    }
    if (start < examples.size()) {
      parts.add(examples.subList(start, examples.size()));
    }
    return parts;
  }

  /// Adds an array for each example, in which losses that were not wanted are 0.
  private static void spread(
      float[] losses, List<Example> examples, Wanted wanted, List<float[]> to) {
    int n = 0;
    for (Example example : examples) {
      float[] own = new float[example.tokens().length];
      for (int i = 1; i < own.length; i++) {
        own[i] = wanted.includes(example, i) ? losses[n++] : 0;
      }
      to.add(own);
    }
  }
}
