package dev.ponder.model.tokenizer;

import dev.ponder.model.UnusableModelException;
import dev.ponder.model.gguf.GgufFile;
import dev.ponder.model.gguf.Metadata;
import java.util.Optional;

/// Makes the tokenizer that a model file describes.
public final class Tokenizers {
  private Tokenizers() {}

  /// The tokenizer of that file.
  ///
  /// @throws UnusableModelException when the file has none, or one of an unknown kind, or one whose
  ///   parts do not fit together; the message names what is wrong
  public static Tokenizer of(GgufFile file) {
    return of(file.metadata());
  }

  static Tokenizer of(Metadata metadata) {
    String model = metadata.requiredText("tokenizer.ggml.model");
    return switch (model) {
      case "gpt2" -> byteLevel(metadata);
      case "llama" -> new SentencePieceReader(metadata).read();
      default ->
          throw metadata.unfit(
              "tokenizer.ggml.model",
              "is "
                  + quoted(model)
                  + "; supported are 'gpt2' (byte-level BPE) and 'llama'"
                  + " (SentencePiece)");
    };
  }

  private static Tokenizer byteLevel(Metadata metadata) {
    String pre = metadata.requiredText("tokenizer.ggml.pre");
    Splitter splitter =
        splitter(pre)
            .orElseThrow(() ->
                metadata.unfit(
                    "tokenizer.ggml.pre",
                    "is "
                        + quoted(pre)
                        + "; supported are 'qwen2', 'llama-bpe', 'smaug-bpe', 'smollm',"
                        + " 'gpt-2' and 'gpt-4o'"));
    return new ByteLevelReader(metadata, splitter, pre).read();
  }

  private static Optional<Splitter> splitter(String pre) {
    return switch (pre) {
      case "qwen2" -> Optional.of(Splitter.QWEN2);
      case "llama-bpe", "smaug-bpe" -> Optional.of(Splitter.LLAMA3);
      case "smollm" -> Optional.of(Splitter.SMOLLM);
      case "gpt-2" -> Optional.of(Splitter.GPT2);
      case "gpt-4o" -> Optional.of(Splitter.O200K);
      default -> Optional.empty();
    };
  }

  private static String quoted(String name) {
    return Metadata.quoted(name);
  }
}
