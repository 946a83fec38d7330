package dev.ponder.train.network;

import dev.ponder.model.ModelShape;
import dev.ponder.model.gguf.GgufFile;
import dev.ponder.model.gguf.Metadata;
import dev.ponder.train.TransformerShape;
import dev.ponder.train.TransformerShape.Family;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads what can be trained of what can be run, and refuses the rest by name.
final class ShapeReader {
  private static final int MOST = 1 << 24;

  private final GgufFile file;
  private final Metadata metadata;
  private final Family family;

  /// @throws dev.ponder.model.UnusableModelException when the architecture cannot be trained
  ShapeReader(GgufFile file) {
    this.file = file;
    metadata = file.metadata();
    String key = "general.architecture";
    String architecture = metadata.requiredText(key);
    family =
        Stream.of(Family.values())
            .filter(known -> known.architecture().equals(architecture))
            .findFirst()
            .orElseThrow(() ->
                metadata.unfit(
                    key,
                    "is %s, which cannot be trained; %s can"
                        .formatted(
                            Metadata.quoted(architecture),
                            Stream.of(Family.values())
                                .map(Family::architecture)
                                .collect(Collectors.joining(", ")))));
  }

  /// @throws dev.ponder.model.UnusableModelException when one is missing or cannot be trained
  TransformerShape shape() {
    refuse("expert_count", "names a mixture of experts");
    int layers = metadata.requiredInt(key("block_count"));
    int hidden = metadata.requiredInt(key("embedding_length"));
    int heads = uniform("attention.head_count", layers);
    int headWidth = metadata.integer(key("attention.key_length"), 1, MOST).orElse(hidden / heads);
    refuseOther("rope.dimension_count", headWidth);
    try {
      return new TransformerShape(
          family,
          layers,
          hidden,
          heads,
          metadata.values().containsKey(key("attention.head_count_kv"))
              ? uniform("attention.head_count_kv", layers)
              : heads,
          headWidth,
          uniform("feed_forward_length", layers),
          Math.toIntExact(Math.min(MOST + 1L, vocabulary())),
          metadata.requiredInt(key("context_length")),
          file.tensor("output.weight").isPresent() ? ModelShape.Head.UNTIED : ModelShape.Head.TIED,
          metadata.real(key("rope.freq_base")).orElse(10_000),
          (float) metadata.requiredReal(key("attention.layer_norm_rms_epsilon")));
    } catch (IllegalArgumentException e) {
      throw metadata.unfit("general.architecture", "cannot be trained: " + e.getMessage());
    }
  }

  private long vocabulary() {
    return file.tensor("token_embd.weight").map(tensor -> tensor.dimensions().getLast()).orElse(0L);
  }

  /// By what the frequencies of pairs are divided; empty when they are not. Linear scaling divides
  /// all alike.
  ///
  /// @throws dev.ponder.model.UnusableModelException when they are scaled in another way
  float[] ropeFactors(TransformerShape shape, FileWeights weights) {
    String key = key("rope.scaling.type");
    String type = metadata.text(key).orElse("linear");
    double older = metadata.real(key("rope.scale_linear")).orElse(0);
    double factor = metadata.real(key("rope.scaling.factor")).orElse(older);
    boolean linear = type.equals("linear") && factor != 0;
    if (!linear && !type.equals("linear") && !type.equals("none")) {
      throw metadata.unfit(
          key,
          "is %s, which cannot be trained; none and linear can".formatted(Metadata.quoted(type)));
    }
    int pairs = shape.headWidth() / 2;
    float[] factors = new float[pairs];
    Arrays.fill(factors, 1);
    boolean perPair = file.tensor("rope_freqs.weight").isPresent();
    if (perPair) {
      factors = weights.vector("rope_freqs.weight", pairs);
    }
    if (linear) {
      for (int i = 0; i < pairs; i++) {
        factors[i] *= (float) factor;
      }
    }
    return perPair || linear ? factors : new float[0];
  }

  private int uniform(String name, int layers) {
    int[] values = metadata.requiredPerLayer(key(name), layers, MOST);
    if (Arrays.stream(values).anyMatch(value -> value != values[0])) {
      throw metadata.unfit(key(name), "differs between layers, which cannot be trained");
    }
    return values[0];
  }

  private void refuse(String name, String what) {
    if (metadata.integer(key(name), 0, Integer.MAX_VALUE).orElse(0) > 0) {
      throw metadata.unfit(key(name), what + ", which cannot be trained");
    }
  }

  private void refuseOther(String name, int usual) {
    int value = metadata.integer(key(name), 0, Integer.MAX_VALUE).orElse(usual);
    if (value != usual) {
      throw metadata.unfit(
          key(name), "is %d of %d, which cannot be trained".formatted(value, usual));
    }
  }

  private String key(String name) {
    return family.architecture() + "." + name;
  }
}
