package dev.ponder.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The sizes of a model, as of a published one.
///
/// @param layers transformer blocks
/// @param hidden width of the residual stream
/// @param heads query heads, each `headSize` wide
/// @param kvHeads key and value heads
/// @param feedForward width of the gated feed-forward layer, or of each expert
/// @param experts of each layer's mixture, 0 if it has a single network
/// @param vocabulary rows of the embedding matrix
/// @param context most positions
public record ModelShape(
    String name,
    Family family,
    int layers,
    int hidden,
    int heads,
    int kvHeads,
    int headSize,
    int feedForward,
    int experts,
    int vocabulary,
    int context,
    Head head) {

  /// Where the output matrix comes from.
  public enum Head {
    /// The embedding matrix, once more.
    TIED,
    /// A matrix of its own.
    UNTIED
  }

  /// What models of all sizes in a family have in common.
  public enum Family {
    QWEN2("qwen2", "qwen2", 1e6f, 1e-6f, Trait.INPUT_BIASES),
    QWEN3("qwen3", "qwen2", 1e6f, 1e-6f, Trait.HEAD_NORMS),
    QWEN3_MOE("qwen3moe", "qwen2", 1e6f, 1e-6f, Trait.HEAD_NORMS),
    LLAMA3("llama", "llama-bpe", 5e5f, 1e-5f, Trait.FREQUENCY_FACTORS),
    SMOLLM2("llama", "smollm", 1e5f, 1e-5f),
    SMOLLM3("smollm3", "smaug-bpe", 5e6f, 1e-6f),
    GEMMA3("gemma3", "default", 1e6f, 1e-6f, Trait.HEAD_NORMS, Trait.OUTPUT_NORMS),
    PHI4("phi3", "gpt-4o", 1e4f, 1e-5f, Trait.FUSED, Trait.LONG_ROPE),
    GPT_OSS(
        "gpt-oss", "gpt-4o", 1.5e5f, 1e-5f, Trait.INPUT_BIASES, Trait.OTHER_BIASES, Trait.SINKS);

    private final String architecture;
    private final String splitter;
    private final float ropeBase;
    private final float normEpsilon;
    private final Set<Trait> traits;

    Family(
        String architecture, String splitter, float ropeBase, float normEpsilon, Trait... traits) {
      this.architecture = architecture;
      this.splitter = splitter;
      this.ropeBase = ropeBase;
      this.normEpsilon = normEpsilon;
      this.traits = Set.of(traits);
    }

    /// GGUF's `general.architecture`.
    public String architecture() {
      return architecture;
    }

    /// GGUF's `tokenizer.ggml.pre`.
    String splitter() {
      return splitter;
    }

    float ropeBase() {
      return ropeBase;
    }

    float normEpsilon() {
      return normEpsilon;
    }

    boolean has(Trait trait) {
      return traits.contains(trait);
    }

    /// Most keys that a query of a windowed layer sees, 0 if there are none.
    int window(int hidden) {
      return switch (this) {
        case GPT_OSS -> 128;
        case GEMMA3 -> hidden < 2048 ? 512 : 1024;
        case QWEN2, QWEN3, QWEN3_MOE, LLAMA3, SMOLLM2, SMOLLM3, PHI4 -> 0;
      };
    }

    /// Experts that a token visits.
    int chosen() {
      return switch (this) {
        case GPT_OSS -> 4;
        case QWEN3_MOE -> 8;
        case QWEN2, QWEN3, LLAMA3, SMOLLM2, SMOLLM3, GEMMA3, PHI4 -> 0;
      };
    }
  }

  /// Tensors that some families have.
  enum Trait {
    /// Norms of query and key heads.
    HEAD_NORMS,
    /// Norms of what attention and feed-forward network add.
    OUTPUT_NORMS,
    /// Biases of queries, keys and values.
    INPUT_BIASES,
    /// Biases of attention's output, of the router and the experts.
    OTHER_BIASES,
    SINKS,
    /// Queries, keys and values in one tensor, and so gate and up.
    FUSED,
    /// Llama 3's, of rotation.
    FREQUENCY_FACTORS,
    /// Those for short and for long contexts.
    LONG_ROPE
  }

  private static final List<ModelShape> KNOWN =
      List.of(
          // For tests: a few hundred kilobytes, one token per byte.
          tiny("tiny", Family.QWEN3),
          tiny("tiny-llama", Family.LLAMA3),
          tiny("tiny-smollm", Family.SMOLLM2),
          tiny("tiny-qwen2", Family.QWEN2),
          tiny("tiny-qwen3moe", Family.QWEN3_MOE),
          tiny("tiny-gpt-oss", Family.GPT_OSS),
          tiny("tiny-gemma3", Family.GEMMA3),
          tiny("tiny-smollm3", Family.SMOLLM3),
          tiny("tiny-phi4", Family.PHI4),
          qwen3("qwen3-0.6b", 28, 1024, 16, 3072),
          qwen3("qwen3-1.7b", 28, 2048, 16, 6144),
          qwen3("qwen3-4b", 36, 2560, 32, 9728),
          qwen3("qwen3-8b", 36, 4096, 32, 12_288),
          qwen3("qwen3-14b", 40, 5120, 40, 17_408),
          qwen3("qwen3-32b", 64, 5120, 64, 25_600),
          mixture("qwen3-30b-a3b", Family.QWEN3_MOE, 48, 2048, 128),
          mixture("gpt-oss-20b", Family.GPT_OSS, 24, 2880, 32),
          mixture("gpt-oss-120b", Family.GPT_OSS, 36, 2880, 128),
          llama3("llama-3.2-1b", 16, 2048, 32, 64),
          llama3("llama-3.2-3b", 28, 3072, 24, 128),
          tied("qwen2.5-1.5b", Family.QWEN2, 28, 1536, 12, 2, 128, 8960, 151_936, 32_768),
          tied("gemma3-1b", Family.GEMMA3, 26, 1152, 4, 1, 256, 6912, 262_144, 32_768),
          tied("gemma3-4b", Family.GEMMA3, 34, 2560, 8, 4, 256, 10_240, 262_208, 131_072),
          tied("smollm3-3b", Family.SMOLLM3, 36, 2048, 16, 4, 128, 11_008, 128_256, 65_536),
          tied("phi4-mini", Family.PHI4, 32, 3072, 24, 8, 128, 8192, 200_064, 131_072),
          tied("smollm2-135m", Family.SMOLLM2, 30, 576, 9, 3, 64, 1536, 49_152, 8192));

  /// The shape of that name.
  public static Optional<ModelShape> named(String name) {
    return KNOWN.stream().filter(shape -> shape.name.equals(name)).findFirst();
  }

  /// All names, small families first.
  public static List<String> names() {
    return KNOWN.stream().map(ModelShape::name).toList();
  }

  /// The same with fewer or more layers.
  public ModelShape withLayers(int count) {
    return new ModelShape(
        name,
        family,
        count,
        hidden,
        heads,
        kvHeads,
        headSize,
        feedForward,
        experts,
        vocabulary,
        context,
        head);
  }

  /// Elements of a head that are turned.
  int turned() {
    return family == Family.PHI4 ? headSize * 3 / 4 : headSize;
  }

  private static ModelShape tiny(String name, Family family) {
    int vocabulary = SyntheticVocabulary.bytes() + SyntheticVocabulary.specials(family).size();
    int experts = family.chosen() * 2;
    Head head = family == Family.GPT_OSS ? Head.UNTIED : Head.TIED;
    return new ModelShape(name, family, 2, 64, 4, 2, 16, 128, experts, vocabulary, 4096, head);
  }

  private static ModelShape qwen3(String name, int layers, int hidden, int heads, int feedForward) {
    Head head = hidden < 4096 ? Head.TIED : Head.UNTIED;
    return new ModelShape(
        name, Family.QWEN3, layers, hidden, heads, 8, 128, feedForward, 0, 151_936, 40_960, head);
  }

  private static ModelShape llama3(String name, int layers, int hidden, int heads, int headSize) {
    return tied(name, Family.LLAMA3, layers, hidden, heads, 8, headSize, 8192, 128_256, 131_072);
  }

  private static ModelShape mixture(
      String name, Family family, int layers, int hidden, int experts) {
    return family == Family.GPT_OSS
        ? new ModelShape(
            name, family, layers, hidden, 64, 8, 64, 2880, experts, 201_088, 131_072, Head.UNTIED)
        : new ModelShape(
            name, family, layers, hidden, 32, 4, 128, 768, experts, 151_936, 40_960, Head.UNTIED);
  }

  /// A table's row, hence so many columns.
  private static ModelShape tied(
      String name,
      Family family,
      int layers,
      int hidden,
      int heads,
      int kvHeads,
      int headSize,
      int feedForward,
      int vocabulary,
      int context) {
    return new ModelShape(
        name,
        family,
        layers,
        hidden,
        heads,
        kvHeads,
        headSize,
        feedForward,
        0,
        vocabulary,
        context,
        Head.TIED);
  }
}
