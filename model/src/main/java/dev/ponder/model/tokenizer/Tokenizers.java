package dev.ponder.model.tokenizer;

import dev.ponder.model.UnusableModelException;
import dev.ponder.model.gguf.GgufFile;
import dev.ponder.model.gguf.Metadata;
import java.util.Set;

/// Makes the tokenizer that a model file describes.
public final class Tokenizers {
  private static final String MODEL = "tokenizer.ggml.model";
  private static final String PRE = "tokenizer.ggml.pre";

  /// Ollama's name of gpt-oss. It knows the rule without a name, and what its converter writes for
  /// one says only that the converter did not.
  private static final String OLLAMAS_GPT_OSS = "gptoss";

  private static final Set<String> NO_RULE = Set.of("", "default");

  private Tokenizers() {}

  /// The tokenizer of that file.
  ///
  /// @throws UnusableModelException when the file has none, or one of an unknown kind, or one whose
  ///   parts do not fit together; the message names what is wrong
  public static Tokenizer of(GgufFile file) {
    return of(file.metadata());
  }

  /// The tokenizer that this metadata describes.
  ///
  /// @throws UnusableModelException as [#of(GgufFile)] does
  public static Tokenizer of(Metadata metadata) {
    String model = metadata.requiredText(MODEL);
    return switch (model) {
      case "gpt2" -> new BytePairReader(metadata, pre(metadata)).read();
      case "gemma4" -> new BytePairReader(metadata, PreTokenizer.LINES).read();
      case "llama" -> new SentencePieceReader(metadata).read();
      default ->
          throw metadata.unfit(
              MODEL,
              "is %s; supported are 'gpt2' (byte-level BPE), 'llama' (SentencePiece) and 'gemma4'"
                  .formatted(Metadata.quoted(model)));
    };
  }

  /// Another rule than the model's own would give it text in pieces that it has never seen, so
  /// there is no rule for unknown names.
  private static PreTokenizer pre(Metadata metadata) {
    boolean ollamas =
        metadata.text("general.architecture").filter(OLLAMAS_GPT_OSS::equals).isPresent();
    String name =
        ollamas && NO_RULE.contains(metadata.text(PRE).orElse(""))
            ? "gpt-4o"
            : metadata.requiredText(PRE);
    return PreTokenizer.of(name)
        .orElseThrow(() ->
            metadata.unfit(
                PRE,
                "is %s, a rule for cutting text into words that is not supported"
                    .formatted(Metadata.quoted(name))));
  }
}
