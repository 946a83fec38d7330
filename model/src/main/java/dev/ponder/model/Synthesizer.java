package dev.ponder.model;

import dev.ponder.compute.Format;
import dev.ponder.model.gguf.GgufWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/// Makes model files of a true shape with random weights, to measure speed and to test with where
/// no model can be downloaded. What such a model says means nothing, but its logits are of ordinary
/// size, and the same seed gives the same file.
///
/// @param types of the matrices; norms are F32
public record Synthesizer(ModelShape shape, WeightTypes types, long seed) {

  /// Llama 3.2's stretching of long wavelengths from 8,192 positions to 32 times as many.
  private static final double ROPE_FACTOR = 32;

  private static final double ROPE_ORIGINAL = 8192;
  private static final double ROPE_HIGH = 4;

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
    new Weights(writer).add();
    writer.write(path, progress);
  }

  private void describe(GgufWriter writer) {
    String prefix = shape.family().architecture() + ".";
    writer
        .put("general.architecture", shape.family().architecture())
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
        .put(prefix + "attention.layer_norm_rms_epsilon", shape.family().normEpsilon())
        .put(prefix + "rope.freq_base", shape.family().ropeBase())
        .put(prefix + "rope.dimension_count", shape.headSize())
        .put(prefix + "vocab_size", shape.vocabulary());
  }

  /// Adds the tensors. Deviations keep the residual stream at the same size whatever the depth, and
  /// much larger than an embedding: otherwise a model with a tied head mostly repeats its input.
  /// Attention adds less than the feed-forward layers, since it averages over positions: otherwise
  /// all positions, and so all answers, become the same.
  private final class Weights {
    private final GgufWriter writer;
    private final SplittableRandom seeds = new SplittableRandom(seed);

    Weights(GgufWriter writer) {
      this.writer = writer;
    }

    void add() {
      int hidden = shape.hidden();
      float logitDeviation = 2 / (float) Math.sqrt(hidden);
      matrix("token_embd.weight", hidden, shape.vocabulary(), logitDeviation);
      for (int layer = 0; layer < shape.layers(); layer++) {
        attention("blk." + layer + ".");
        feedForward("blk." + layer + ".");
      }
      norm("output_norm.weight", hidden);
      if (shape.head() == ModelShape.Head.UNTIED) {
        matrix("output.weight", hidden, shape.vocabulary(), logitDeviation);
      }
      if (shape.family() == ModelShape.Family.LLAMA3) {
        vector("rope_freqs.weight", ropeFactors());
      }
    }

    private void attention(String prefix) {
      int queries = shape.heads() * shape.headSize();
      int keys = shape.kvHeads() * shape.headSize();
      norm(prefix + "attn_norm.weight", shape.hidden());
      matrix(prefix + "attn_q.weight", shape.hidden(), queries, unit(shape.hidden()));
      matrix(prefix + "attn_k.weight", shape.hidden(), keys, unit(shape.hidden()));
      matrix(prefix + "attn_v.weight", shape.hidden(), keys, unit(shape.hidden()));
      matrix(prefix + "attn_output.weight", queries, shape.hidden(), residual(queries) / 8);
      if (shape.family() == ModelShape.Family.QWEN3) {
        norm(prefix + "attn_q_norm.weight", shape.headSize());
        norm(prefix + "attn_k_norm.weight", shape.headSize());
      }
    }

    private void feedForward(String prefix) {
      int inner = shape.feedForward();
      norm(prefix + "ffn_norm.weight", shape.hidden());
      matrix(prefix + "ffn_gate.weight", shape.hidden(), inner, unit(shape.hidden()));
      matrix(prefix + "ffn_up.weight", shape.hidden(), inner, unit(shape.hidden()));
      matrix(prefix + "ffn_down.weight", inner, shape.hidden(), residual(inner));
    }

    private float unit(int columns) {
      return 1 / (float) Math.sqrt(columns);
    }

    private float residual(int columns) {
      return 8 * unit(columns) / (float) Math.sqrt(2.0 * shape.layers());
    }

    private void matrix(String name, int columns, int rows, float deviation) {
      List<Long> dimensions = List.of((long) columns, (long) rows);
      Format format = types.formatOf(name, shape.layers(), columns);
      RandomRows random = new RandomRows(format, columns, deviation, seeds.nextLong());
      writer.tensor(name, format, dimensions, random);
    }

    private void norm(String name, int size) {
      SplittableRandom random = new SplittableRandom(seeds.nextLong());
      float[] values = new float[size];
      for (int i = 0; i < size; i++) {
        values[i] = (float) random.nextDouble(0.9, 1.1);
      }
      vector(name, values);
    }

    private void vector(String name, float[] values) {
      writer.tensor(name, Format.F32, List.of((long) values.length), values);
    }
  }

  private float[] ropeFactors() {
    float[] factors = new float[shape.headSize() / 2];
    for (int i = 0; i < factors.length; i++) {
      double frequency = Math.pow(shape.family().ropeBase(), -2.0 * i / shape.headSize());
      double turns = ROPE_ORIGINAL * frequency / (2 * Math.PI);
      double smooth = Math.clamp((turns - 1) / (ROPE_HIGH - 1), 0, 1);
      factors[i] = (float) (1 / ((1 - smooth) / ROPE_FACTOR + smooth));
    }
    return factors;
  }
}
