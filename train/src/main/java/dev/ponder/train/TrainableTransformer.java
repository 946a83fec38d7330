package dev.ponder.train;

import dev.ponder.compute.Dense;
import dev.ponder.compute.Format;
import dev.ponder.compute.Workers;
import dev.ponder.model.gguf.GgufValue;
import dev.ponder.train.network.Compute;
import dev.ponder.train.network.Export;
import dev.ponder.train.network.Learned;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A transformer all of whose weights are learned, in single precision: see `docs/training.md`.
///
/// Examples are computed a few thousand tokens at a time, so memory does not grow with their
/// number; it is kept from call to call.
public final class TrainableTransformer implements Trainable {
  private final Learned learned;
  private final Passes passes;

  private TrainableTransformer(Learned learned) {
    this.learned = learned;
    passes = new Passes(learned.shape(), learned.network());
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
    return passes.accumulate(examples);
  }

  @Override
  public List<float[]> losses(List<Example> examples) {
    return passes.losses(examples);
  }

  /// The logits after each of those tokens, `[tokens, vocabulary]`.
  ///
  /// @throws IllegalArgumentException as [#losses]
  public float[][] logits(int[] tokens) {
    return passes.logits(tokens);
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
}
