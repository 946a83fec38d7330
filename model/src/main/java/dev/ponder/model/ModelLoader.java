package dev.ponder.model;

import dev.ponder.compute.Kernels;
import dev.ponder.compute.Workers;
import dev.ponder.model.gguf.GgufFile;
import dev.ponder.model.gguf.Metadata;
import dev.ponder.model.tokenizer.Tokenizer;
import dev.ponder.model.tokenizer.Tokenizers;
import dev.ponder.model.transformer.Transformer;
import java.nio.file.Path;
import java.util.Optional;

/// Opens model files.
public final class ModelLoader {
  /// Tokens per step when the caller does not say: enough for matrix products to reach their full
  /// speed, few enough that a step of a large model does not keep other sequences waiting long.
  public static final int BATCH_TOKENS = 512;

  private ModelLoader() {}

  /// As [#load(Path, int, Kernels, Workers)] for steps of at most [#BATCH_TOKENS] tokens.
  public static LoadedModel load(Path path, Kernels kernels, Workers workers) {
    return load(path, BATCH_TOKENS, kernels, workers);
  }

  /// The model and the tokenizer in that GGUF file. The weights are mapped, not read; closing the
  /// model unmaps them.
  ///
  /// @param maxBatchTokens most tokens per step; activations are allocated for as many
  /// @param workers stay the caller's to close, after the model
  /// @throws UnusableModelException when the file is damaged or holds no model that this program
  ///   can run; the message says why
  /// @throws java.io.UncheckedIOException when it cannot be read
  public static LoadedModel load(Path path, int maxBatchTokens, Kernels kernels, Workers workers) {
    Transformer.Runtime runtime = new Transformer.Runtime(maxBatchTokens, workers, kernels);
    GgufFile file = GgufFile.open(path);
    try {
      return load(file, Optional.ofNullable(path.getFileName()).orElse(path).toString(), runtime);
    } catch (RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  private static LoadedModel load(GgufFile file, String label, Transformer.Runtime runtime) {
    Transformer model = Transformer.of(file, label, runtime);
    Tokenizer tokenizer = Tokenizers.of(file);
    if (tokenizer.size() != model.config().vocabulary()) {
      throw new UnusableModelException(
          "%s: the tokenizer has %d tokens, but tensor 'token_embd.weight' has %d rows"
              .formatted(label, tokenizer.size(), model.config().vocabulary()));
    }
    Metadata metadata = file.metadata();
    String name =
        metadata
            .text("general.name")
            .filter(given -> !given.isBlank())
            .orElse(label.replaceFirst("(-\\d{5}-of-\\d{5})?\\.gguf$", ""));
    return new LoadedModel(name, model, tokenizer, metadata.text("tokenizer.chat_template"));
  }
}
