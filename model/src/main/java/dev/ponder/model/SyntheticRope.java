package dev.ponder.model;

import dev.ponder.model.gguf.GgufWriter;

/// How published families stretch their rotary positions.
final class SyntheticRope {
  /// Llama 3.2's stretching of long wavelengths from 8,192 positions to 32 times as many.
  private static final double LLAMA_FACTOR = 32;

  private static final double LLAMA_ORIGINAL = 8192;
  private static final double LLAMA_HIGH = 4;

  /// The positions that gpt-oss and Phi-4-mini were trained with at first.
  private static final int ORIGINAL = 4096;

  private SyntheticRope() {}

  /// Writes the keys.
  static void describe(ModelShape shape, GgufWriter writer) {
    String prefix = shape.family().architecture() + ".rope.";
    switch (shape.family()) {
      case GPT_OSS ->
          writer
              .put(prefix + "scaling.type", "yarn")
              .put(prefix + "scaling.factor", 32f)
              .put(prefix + "scaling.original_context_length", ORIGINAL)
              .put(prefix + "scaling.yarn_beta_fast", 32f)
              .put(prefix + "scaling.yarn_beta_slow", 1f);
      case GEMMA3 -> {
        writer.put(prefix + "freq_base_swa", 10_000f);
        if (shape.hidden() > 2048) {
          writer.put(prefix + "scaling.type", "linear").put(prefix + "scaling.factor", 8f);
        }
      }
      case PHI4 -> {
        double stretch = Math.max(1, shape.context() / (double) ORIGINAL);
        double magnitude = Math.sqrt(1 + Math.log(stretch) / Math.log(ORIGINAL));
        writer
            .put(prefix + "scaling.original_context_length", ORIGINAL)
            .put(prefix + "scaling.attn_factor", (float) magnitude);
      }
      case QWEN2, QWEN3, QWEN3_MOE, LLAMA3, SMOLLM2, SMOLLM3 -> {}
    }
  }

  /// Llama 3's factors of each pair.
  static float[] llamaFactors(ModelShape shape) {
    float[] factors = new float[shape.headSize() / 2];
    for (int i = 0; i < factors.length; i++) {
      double frequency = Math.pow(shape.family().ropeBase(), -2.0 * i / shape.headSize());
      double turns = LLAMA_ORIGINAL * frequency / (2 * Math.PI);
      double smooth = Math.clamp((turns - 1) / (LLAMA_HIGH - 1), 0, 1);
      factors[i] = (float) (1 / ((1 - smooth) / LLAMA_FACTOR + smooth));
    }
    return factors;
  }

  /// LongRoPE factors that rise from 1 to that value.
  static float[] rising(ModelShape shape, double last) {
    float[] factors = new float[shape.turned() / 2];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = (float) Math.pow(last, i / (factors.length - 1.0));
    }
    return factors;
  }
}
