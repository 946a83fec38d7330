package dev.ponder.model;

import dev.ponder.compute.Format;
import dev.ponder.model.ModelShape.Trait;
import dev.ponder.model.gguf.GgufWriter;
import java.util.List;
import java.util.SplittableRandom;

/// The tensors of a model of random weights.
///
/// Deviations keep the residual stream at the same size whatever the depth, and much larger than an
/// embedding: otherwise a model with a tied head mostly repeats its input. Attention adds less than
/// the feed-forward layers, since it averages over positions: otherwise all positions, and so all
/// answers, become the same.
final class SyntheticWeights {
  private final ModelShape shape;
  private final ModelShape.Family family;
  private final WeightTypes types;
  private final GgufWriter writer;
  private final SplittableRandom seeds;

  SyntheticWeights(ModelShape shape, WeightTypes types, long seed, GgufWriter writer) {
    this.shape = shape;
    this.types = types;
    this.writer = writer;
    family = shape.family();
    seeds = new SplittableRandom(seed);
  }

  /// Adds them all to the writer.
  void add() {
    int hidden = shape.hidden();
    float logitDeviation = 2 / (float) Math.sqrt(hidden);
    matrix("token_embd.weight", hidden, shape.vocabulary(), logitDeviation);
    for (int layer = 0; layer < shape.layers(); layer++) {
      String prefix = "blk." + layer + ".";
      attention(prefix);
      if (shape.experts() > 0) {
        experts(prefix);
      } else {
        feedForward(prefix);
      }
    }
    norm("output_norm.weight", hidden);
    if (shape.head() == ModelShape.Head.UNTIED) {
      matrix("output.weight", hidden, shape.vocabulary(), logitDeviation);
    }
    ropeFactors();
  }

  private void ropeFactors() {
    if (family.has(Trait.FREQUENCY_FACTORS)) {
      vector("rope_freqs.weight", SyntheticRope.llamaFactors(shape));
    }
    if (family.has(Trait.LONG_ROPE)) {
      vector("rope_factors_short.weight", SyntheticRope.rising(shape, 1.5));
      vector("rope_factors_long.weight", SyntheticRope.rising(shape, 60));
    }
  }

  private void attention(String prefix) {
    int hidden = shape.hidden();
    int queries = shape.heads() * shape.headSize();
    int keys = shape.kvHeads() * shape.headSize();
    norm(prefix + "attn_norm.weight", hidden);
    if (family.has(Trait.FUSED)) {
      matrix(prefix + "attn_qkv.weight", hidden, queries + 2 * keys, unit(hidden));
    } else {
      matrix(prefix + "attn_q.weight", hidden, queries, unit(hidden));
      matrix(prefix + "attn_k.weight", hidden, keys, unit(hidden));
      matrix(prefix + "attn_v.weight", hidden, keys, unit(hidden));
    }
    matrix(prefix + "attn_output.weight", queries, hidden, residual(queries) / 8);
    if (family.has(Trait.INPUT_BIASES)) {
      noise(prefix + "attn_q.bias", queries);
      noise(prefix + "attn_k.bias", keys);
      noise(prefix + "attn_v.bias", keys);
    }
    if (family.has(Trait.OTHER_BIASES)) {
      noise(prefix + "attn_output.bias", hidden);
    }
    if (family.has(Trait.SINKS)) {
      noise(prefix + "attn_sinks.weight", shape.heads());
    }
    if (family.has(Trait.HEAD_NORMS)) {
      norm(prefix + "attn_q_norm.weight", shape.headSize());
      norm(prefix + "attn_k_norm.weight", shape.headSize());
    }
    if (family.has(Trait.OUTPUT_NORMS)) {
      norm(prefix + "post_attention_norm.weight", hidden);
    }
  }

  private void feedForward(String prefix) {
    int inner = shape.feedForward();
    int hidden = shape.hidden();
    norm(prefix + "ffn_norm.weight", hidden);
    if (family.has(Trait.FUSED)) {
      matrix(prefix + "ffn_up.weight", hidden, 2 * inner, unit(hidden));
    } else {
      matrix(prefix + "ffn_gate.weight", hidden, inner, unit(hidden));
      matrix(prefix + "ffn_up.weight", hidden, inner, unit(hidden));
    }
    matrix(prefix + "ffn_down.weight", inner, hidden, residual(inner));
    if (family.has(Trait.OUTPUT_NORMS)) {
      norm(prefix + "post_ffw_norm.weight", hidden);
    }
  }

  private void experts(String prefix) {
    int inner = shape.feedForward();
    int hidden = shape.hidden();
    int experts = shape.experts();
    boolean biased = family.has(Trait.OTHER_BIASES);
    norm(prefix + (biased ? "post_attention_norm.weight" : "ffn_norm.weight"), hidden);
    router(prefix + "ffn_gate_inp.weight", hidden, experts);
    expertMatrix(prefix + "ffn_gate_exps.weight", hidden, inner, unit(hidden));
    expertMatrix(prefix + "ffn_up_exps.weight", hidden, inner, unit(hidden));
    expertMatrix(prefix + "ffn_down_exps.weight", inner, hidden, residual(inner));
    if (biased) {
      noise(prefix + "ffn_gate_inp.bias", experts);
      noise(prefix + "ffn_gate_exps.bias", inner, experts);
      noise(prefix + "ffn_up_exps.bias", inner, experts);
      noise(prefix + "ffn_down_exps.bias", hidden, experts);
    }
  }

  private static float unit(int columns) {
    return 1 / (float) Math.sqrt(columns);
  }

  private float residual(int columns) {
    return 8 * unit(columns) / (float) Math.sqrt(2.0 * shape.layers());
  }

  private void matrix(String name, int columns, int rows, float deviation) {
    Format format = types.formatOf(name, shape.layers(), columns);
    random(name, format, List.of((long) columns, (long) rows), deviation);
  }

  private void expertMatrix(String name, int columns, int rows, float deviation) {
    Format format = types.formatOf(name, shape.layers(), columns);
    List<Long> dimensions = List.of((long) columns, (long) rows, (long) shape.experts());
    random(name, format, dimensions, deviation);
  }

  /// Small, and therefore left in floats by all converters.
  private void router(String name, int columns, int rows) {
    random(name, Format.F32, List.of((long) columns, (long) rows), unit(columns));
  }

  private void random(String name, Format format, List<Long> dimensions, float deviation) {
    int columns = Math.toIntExact(dimensions.getFirst());
    RandomRows rows = new RandomRows(format, columns, deviation, seeds.nextLong());
    writer.tensor(name, format, dimensions, rows);
  }

  private void norm(String name, int size) {
    vector(name, between(0.9, 1.1, size));
  }

  private void noise(String name, int size) {
    vector(name, between(-0.1, 0.1, size));
  }

  private void noise(String name, int columns, int rows) {
    float[] values = between(-0.1, 0.1, Math.multiplyExact(columns, rows));
    writer.tensor(name, Format.F32, List.of((long) columns, (long) rows), values);
  }

  private float[] between(double least, double most, int size) {
    SplittableRandom random = new SplittableRandom(seeds.nextLong());
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextDouble(least, most);
    }
    return values;
  }

  private void vector(String name, float[] values) {
    writer.tensor(name, Format.F32, List.of((long) values.length), values);
  }
}
