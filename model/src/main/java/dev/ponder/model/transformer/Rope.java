package dev.ponder.model.transformer;

import dev.ponder.compute.Kernels;
import dev.ponder.model.gguf.Metadata;

/// Rotary position embedding (Su et al., 2021): turns pairs of a head's elements by angles that
/// grow with the position.
///
/// Angles are computed in double for each position of a step, so there is no table to outgrow and
/// long contexts lose nothing.
///
/// @param frequencies angle per position of each pair; twice as many elements are turned
record Rope(Pairing pairing, double[] frequencies) {

  /// Which elements make a pair.
  enum Pairing {
    /// Neighbours, `2 i` and `2 i + 1`: GGML's NORM.
    NEIGHBOURS,
    /// `i` and `i + n / 2`: GGML's NEOX.
    HALVES
  }

  /// Reads the frequencies of that architecture: `base^(-2 i / n)`, with linear scaling if the file
  /// asks for it.
  ///
  /// @throws dev.ponder.model.UnusableModelException when the values are absurd or another scaling
  ///   is asked for
  static Rope read(Metadata metadata, String architecture, Shape shape, Pairing pairing) {
    String prefix = architecture + ".rope.";
    String widthKey = prefix + "dimension_count";
    int width = metadata.integer(widthKey, 2, shape.headWidth()).orElse(shape.headWidth());
    if (width % 2 != 0) {
      throw metadata.unfit(widthKey, "is " + width + ", which is odd");
    }
    String baseKey = prefix + "freq_base";
    double base = metadata.real(baseKey).orElse(10_000);
    if (base <= 0) {
      throw metadata.unfit(baseKey, "is " + base + ", not positive");
    }
    double factor = linearFactor(metadata, prefix);
    double[] frequencies = new double[width / 2];
    for (int i = 0; i < frequencies.length; i++) {
      frequencies[i] = Math.pow(base, -2.0 * i / width) / factor;
    }
    return new Rope(pairing, frequencies);
  }

  /// A factor without a type is a linear one, and files older than the type call it `scale_linear`;
  /// zero, or no factor at all, means unscaled.
  private static double linearFactor(Metadata metadata, String prefix) {
    String typeKey = prefix + "scaling.type";
    String type = metadata.text(typeKey).orElse("linear");
    switch (type) {
      case "none" -> {
        return 1;
      }
      case "linear" -> {
        String key = prefix + "scaling.factor";
        double older = metadata.real(prefix + "scale_linear").orElse(0);
        double factor = metadata.real(key).orElse(older);
        if (factor < 0) {
          throw metadata.unfit(key, "is " + factor + ", which is negative");
        }
        return factor == 0 ? 1 : factor;
      }
      default ->
          throw metadata.unfit(
              typeKey, "is '%s', which is not supported (only linear is)".formatted(type));
    }
  }

  /// A copy with each frequency divided by its factor: Llama 3.1's `rope_freqs.weight`.
  Rope divided(float[] factors) {
    double[] divided = frequencies.clone();
    for (int i = 0; i < divided.length; i++) {
      divided[i] /= factors[i];
    }
    return new Rope(pairing, divided);
  }

  /// Writes the cosines and sines of that position's angles.
  void angles(int position, float[] cosines, float[] sines) {
    for (int i = 0; i < frequencies.length; i++) {
      double angle = position * frequencies[i];
      cosines[i] = (float) Math.cos(angle);
      sines[i] = (float) Math.sin(angle);
    }
  }

  /// Turns one head in place by those angles.
  void rotate(Kernels kernels, float[] head, int offset, float[] cosines, float[] sines) {
    switch (pairing) {
      case NEIGHBOURS -> kernels.rotatePairs(head, offset, cosines, sines);
      case HALVES -> kernels.rotateHalves(head, offset, cosines, sines);
    }
  }
}
