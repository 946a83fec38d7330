package dev.ponder.model;

import java.util.List;
import java.util.Optional;

/// The sizes of a model, as of a published one.
///
/// @param layers transformer blocks
/// @param hidden width of the residual stream
/// @param heads query heads, each `headSize` wide
/// @param kvHeads key and value heads
/// @param feedForward width of the gated feed-forward layer
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
    QWEN3("qwen3", "qwen2", 1e6f, 1e-6f),
    LLAMA3("llama", "llama-bpe", 5e5f, 1e-5f),
    SMOLLM2("llama", "smollm", 1e5f, 1e-5f);

    private final String architecture;
    private final String splitter;
    private final float ropeBase;
    private final float normEpsilon;

    Family(String architecture, String splitter, float ropeBase, float normEpsilon) {
      this.architecture = architecture;
      this.splitter = splitter;
      this.ropeBase = ropeBase;
      this.normEpsilon = normEpsilon;
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
  }

  private static final List<ModelShape> KNOWN =
      List.of(
          // For tests: a few hundred kilobytes, one token per byte.
          tiny("tiny", Family.QWEN3),
          tiny("tiny-llama", Family.LLAMA3),
          tiny("tiny-smollm", Family.SMOLLM2),
          qwen3("qwen3-0.6b", 28, 1024, 16, 3072),
          qwen3("qwen3-1.7b", 28, 2048, 16, 6144),
          qwen3("qwen3-4b", 36, 2560, 32, 9728),
          qwen3("qwen3-8b", 36, 4096, 32, 12_288),
          qwen3("qwen3-14b", 40, 5120, 40, 17_408),
          qwen3("qwen3-32b", 64, 5120, 64, 25_600),
          llama3("llama-3.2-1b", 16, 2048, 32, 64),
          llama3("llama-3.2-3b", 28, 3072, 24, 128),
          new ModelShape(
              "smollm2-135m", Family.SMOLLM2, 30, 576, 9, 3, 64, 1536, 49_152, 8192, Head.TIED));

  /// The shape of that name.
  public static Optional<ModelShape> named(String name) {
    return KNOWN.stream().filter(shape -> shape.name.equals(name)).findFirst();
  }

  /// All names, small families first.
  public static List<String> names() {
    return KNOWN.stream().map(ModelShape::name).toList();
  }

  private static ModelShape tiny(String name, Family family) {
    int vocabulary = 256 + SyntheticVocabulary.specials(family).size();
    return new ModelShape(name, family, 2, 64, 4, 2, 16, 128, vocabulary, 4096, Head.TIED);
  }

  private static ModelShape qwen3(String name, int layers, int hidden, int heads, int feedForward) {
    Head head = hidden < 4096 ? Head.TIED : Head.UNTIED;
    return new ModelShape(
        name, Family.QWEN3, layers, hidden, heads, 8, 128, feedForward, 151_936, 40_960, head);
  }

  private static ModelShape llama3(String name, int layers, int hidden, int heads, int headSize) {
    return new ModelShape(
        name, Family.LLAMA3, layers, hidden, heads, 8, headSize, 8192, 128_256, 131_072, Head.TIED);
  }
}
