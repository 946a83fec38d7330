package dev.ponder.model;

import dev.ponder.compute.Format;
import dev.ponder.model.gguf.GgufWriter;
import java.nio.file.Path;

/// Makes model files of a true shape with random weights, to measure speed and to test with where
/// no model can be downloaded. What such a model says means nothing, but its logits are of ordinary
/// size, and the same seed gives the same file.
///
/// @param types of the matrices; norms are F32
public record Synthesizer(ModelShape shape, WeightTypes types, long seed) {

  /// With all matrices in one format.
  public Synthesizer(ModelShape shape, Format format, long seed) {
    this(shape, WeightTypes.all(format), seed);
  }

  /// As [#write(Path, GgufWriter.Progress)], unobserved.
  public void write(Path path) {
    write(path, (_, _) -> {});
  }

  /// Writes the file, or leaves what was there when it fails.
  ///
  /// @throws java.io.UncheckedIOException when there is not enough space or writing fails
  public void write(Path path, GgufWriter.Progress progress) {
    GgufWriter writer = new GgufWriter();
    describe(writer);
    new SyntheticVocabulary(shape).describe(writer);
    new SyntheticWeights(shape, types, seed, writer).add();
    writer.write(path, progress);
  }

  private void describe(GgufWriter writer) {
    ModelShape.Family family = shape.family();
    String prefix = family.architecture() + ".";
    writer
        .put("general.architecture", family.architecture())
        .put("general.type", "model")
        .put("general.name", "synthetic " + shape.name())
        .put("general.description", "random weights, seed " + seed)
        .put("general.file_type", types.fileType())
        .put("general.quantization_version", 2)
        .put(prefix + "block_count", shape.layers())
        .put(prefix + "context_length", shape.context())
        .put(prefix + "embedding_length", shape.hidden())
        .put(prefix + "feed_forward_length", shape.feedForward())
        .put(prefix + "attention.head_count", shape.heads())
        .put(prefix + "attention.head_count_kv", shape.kvHeads())
        .put(prefix + "attention.key_length", shape.headSize())
        .put(prefix + "attention.value_length", shape.headSize())
        .put(prefix + "attention.layer_norm_rms_epsilon", family.normEpsilon())
        .put(prefix + "rope.freq_base", family.ropeBase())
        .put(prefix + "rope.dimension_count", shape.turned())
        .put(prefix + "vocab_size", shape.vocabulary());
    if (family.window(shape.hidden()) > 0) {
      writer.put(prefix + "attention.sliding_window", family.window(shape.hidden()));
    }
    if (shape.experts() > 0) {
      writer
          .put(prefix + "expert_count", shape.experts())
          .put(prefix + "expert_used_count", family.chosen())
          .put(prefix + "expert_feed_forward_length", shape.feedForward());
    }
    SyntheticRope.describe(shape, writer);
  }
}
