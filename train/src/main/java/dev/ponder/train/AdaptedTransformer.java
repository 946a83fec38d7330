package dev.ponder.train;

import dev.ponder.compute.Dense;
import dev.ponder.compute.Workers;
import dev.ponder.model.gguf.GgufValue;
import dev.ponder.train.network.Adapted;
import dev.ponder.train.network.AdapterExport;
import dev.ponder.train.network.Compute;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A transformer whose own weights stay as they are; what is learned is a product of two narrow
/// matrices beside each projection of each layer: `y = W x + alpha / rank · B A x` (LoRA, Hu et al.
/// 2021, arXiv 2106.09685). See `docs/finetuning.md`.
///
/// The frozen weights stay in the mapped file, quantised as they are there, and become floats a
/// band of rows at a time whenever they are multiplied by. `B` is 0 at first, so an adapter that
/// has learned nothing changes nothing.
public final class AdaptedTransformer implements Trainable, AutoCloseable {
  private final Adapted adapted;
  private final Passes passes;

  private AdaptedTransformer(Adapted adapted) {
    this.adapted = adapted;
    passes = new Passes(adapted.shape(), adapted.network());
  }

  /// The transformer in a GGUF file with an adapter that has learned nothing.
  ///
  /// @param base stays mapped, and must not change, until this is closed
  /// @param workers stay the caller's to close, after the last use
  /// @throws dev.ponder.model.UnusableModelException when the file is damaged or holds no model
  ///   that can be trained; the message says why
  /// @throws java.io.UncheckedIOException when it cannot be read
  public static AdaptedTransformer open(Path base, AdapterSettings settings, Workers workers) {
    return new AdaptedTransformer(
        Adapted.open(base, settings, new Compute(Dense.fastest(), workers)));
  }

  public TransformerShape shape() {
    return adapted.shape();
  }

  /// `A`, `[rank, inputs]`, and `B`, `[outputs, rank]`, of each projection, named as in the file:
  /// `blk.0.attn_q.weight.lora_a` and `….lora_b`.
  @Override
  public List<Parameter> parameters() {
    return adapted.parameters();
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

  /// Writes the adapter alone as a GGUF file such as llama.cpp has them, or leaves what was there
  /// when it fails. It is served beside the file from which this was opened.
  ///
  /// @param metadata such as `general.name`. What it says about the architecture and the adapter is
  ///   replaced.
  /// @throws java.io.UncheckedIOException when there is not enough space or writing fails
  public void write(Path path, Map<String, GgufValue> metadata) {
    new AdapterExport(adapted).writer(metadata).write(path);
  }

  /// Unmaps the file; only parameters may be used afterwards. Closing again does nothing.
  @Override
  public void close() {
    adapted.close();
  }
}
