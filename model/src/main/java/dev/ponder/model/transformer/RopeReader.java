package dev.ponder.model.transformer;

import dev.ponder.model.gguf.Metadata;
import dev.ponder.model.transformer.Rope.Pairing;

/// Reads how a file's architecture turns heads: the base, the width, and how trained contexts are
/// stretched.
final class RopeReader {
  private static final String FREQUENCY_FACTORS = "rope_freqs.weight";
  private static final String NEAR_FACTORS = "rope_factors_short.weight";
  private static final String FAR_FACTORS = "rope_factors_long.weight";

  private final Metadata metadata;
  private final Tensors tensors;
  private final String prefix;
  private final Shape shape;
  private final Pairing pairing;
  private final Yarn.Bounds bounds;

  /// @param bounds of YaRN's ramp, as the architecture's reference has them
  RopeReader(Source source, Shape shape, Pairing pairing, Yarn.Bounds bounds) {
    metadata = source.metadata();
    tensors = source.tensors();
    prefix = source.architecture() + ".";
    this.shape = shape;
    this.pairing = pairing;
    this.bounds =
        switch (source.ramps()) {
          case AS_TRAINED -> bounds;
          case ROUNDED -> Yarn.Bounds.ROUNDED;
        };
  }

  /// The rotation of the whole model, with all scaling that the file asks for.
  ///
  /// @throws dev.ponder.model.UnusableModelException when values are absurd or the scaling is one
  ///   that is not known
  Rotation read() {
    return read("linear");
  }

  /// As [#read()], when a file that does not say how it is scaled means that.
  Rotation read(String usualScaling) {
    Rope rope = scaled(width(), base("freq_base", 10_000), usualScaling);
    if (tensors.has(NEAR_FACTORS) || tensors.has(FAR_FACTORS)) {
      return longRope(rope);
    }
    return Rotation.of(
        tensors.has(FREQUENCY_FACTORS) ? rope.divided(factors(FREQUENCY_FACTORS, rope)) : rope);
  }

  /// The rotation of layers with a sliding window, which has a base of its own and is not scaled.
  Rotation readForWindow() {
    return Rotation.of(plain(width(), base("freq_base_swa", 10_000), 1));
  }

  private int width() {
    String key = prefix + "rope.dimension_count";
    int width = metadata.integer(key, 2, shape.headWidth()).orElse(shape.headWidth());
    if (width % 2 != 0) {
      throw metadata.unfit(key, "is " + width + ", which is odd");
    }
    return width;
  }

  private double base(String name, double usual) {
    return positive("rope." + name, usual);
  }

  private double positive(String name, double usual) {
    String key = prefix + name;
    double value = metadata.real(key).orElse(usual);
    if (value <= 0) {
      throw metadata.unfit(key, "is " + value + ", not positive");
    }
    return value;
  }

  private Rope scaled(int width, double base, String usual) {
    String key = prefix + "rope.scaling.type";
    String type = metadata.text(key).orElse(usual);
    return switch (type) {
      case "none" -> plain(width, base, 1);
      case "linear" -> plain(width, base, factor());
      case "yarn" -> yarn(width, base);
      // Its factors are tensors.
      case "longrope" -> plain(width, base, 1);
      default ->
          throw metadata.unfit(
              key,
              "is '%s', which is not supported (none, linear, yarn and longrope are)"
                  .formatted(type));
    };
  }

  private Rope plain(int width, double base, double factor) {
    double[] frequencies = new double[width / 2];
    for (int i = 0; i < frequencies.length; i++) {
      frequencies[i] = Math.pow(base, -2.0 * i / width) / factor;
    }
    return new Rope(pairing, frequencies, 1);
  }

  /// A factor without a type is a linear one, and files older than the type call it `scale_linear`;
  /// zero, or no factor at all, means unscaled.
  private double factor() {
    String key = prefix + "rope.scaling.factor";
    double older = metadata.real(prefix + "rope.scale_linear").orElse(0);
    double factor = metadata.real(key).orElse(older);
    if (factor < 0) {
      throw metadata.unfit(key, "is " + factor + ", which is negative");
    }
    return factor == 0 ? 1 : factor;
  }

  private Rope yarn(int width, double base) {
    // Pairs are found by its logarithm.
    if (base < 2) {
      throw metadata.unfit(prefix + "rope.freq_base", "is " + base + ", too small for YaRN");
    }
    Yarn yarn =
        new Yarn(
            factor(),
            originalContext(),
            positive("rope.scaling.yarn_beta_fast", 32),
            positive("rope.scaling.yarn_beta_slow", 1),
            bounds);
    Rope rope = plain(width, base, 1);
    double magnitude = yarn.magnitude() * positive("rope.scaling.attn_factor", 1);
    return new Rope(pairing, yarn.stretched(rope.frequencies(), base), magnitude);
  }

  private int originalContext() {
    return metadata
        .integer(prefix + "rope.scaling.original_context_length", 1, Integer.MAX_VALUE)
        .orElse(shape.contextLength());
  }

  /// LongRoPE (Ding et al., 2024): two sets of factors, and a magnitude that grows with how far the
  /// context was stretched.
  private Rotation longRope(Rope rope) {
    int original = originalContext();
    double stretch = Math.max(1, shape.contextLength() / (double) original);
    double usual = original > 1 ? Math.sqrt(1 + Math.log(stretch) / Math.log(original)) : 1;
    Rope stretched =
        new Rope(
            pairing,
            rope.frequencies(),
            rope.magnitude() * positive("rope.scaling.attn_factor", usual));
    return new Rotation(
        stretched.divided(factors(NEAR_FACTORS, rope)),
        stretched.divided(factors(FAR_FACTORS, rope)),
        original);
  }

  private float[] factors(String name, Rope rope) {
    float[] factors = tensors.vector(name, rope.frequencies().length);
    for (float factor : factors) {
      if (factor <= 0) {
        throw tensors.unusable(name, "holds " + factor + ", which is no factor");
      }
    }
    return factors;
  }
}
