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
  private ModelLoader() {}

  /// As [#load(Path, ModelOptions, Kernels, Workers)] with the default options.
  public static LoadedModel load(Path path, Kernels kernels, Workers workers) {
    return load(path, ModelOptions.DEFAULT, kernels, workers);
  }

  /// The model and the tokenizer in that GGUF file. The weights are mapped, not read; closing the
  /// model unmaps them, and an adapter's with them.
  ///
  /// @param workers stay the caller's to close, after the model
  /// @throws UnusableModelException when the file is damaged or holds no model that this program
  ///   can run, or the adapter is none of this model; the message says why
  /// @throws java.io.UncheckedIOException when it cannot be read
  public static LoadedModel load(
      Path path, ModelOptions options, Kernels kernels, Workers workers) {
    Transformer.Runtime runtime = new Transformer.Runtime(options, workers, kernels);
    GgufFile file = GgufFile.open(path);
    try {
      return load(file, label(path), runtime);
    } catch (RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  /// What the model in that file takes, and whether it can be run at all.
  ///
  /// @throws UnusableModelException as [#load] does, unless it is the tokenizer that is at fault
  /// @throws java.io.UncheckedIOException when it cannot be read
  public static ModelNeeds needs(Path path, ModelOptions options, Kernels kernels) {
    try (GgufFile file = GgufFile.open(path)) {
      return Transformer.needs(file, label(path), options, kernels);
    }
  }

  /// What the model, or the adapter, in that file is called, see [LoadedModel#name].
  ///
  /// @throws UnusableModelException when the file is damaged
  /// @throws java.io.UncheckedIOException when it cannot be read
  public static String name(Path path) {
    try (GgufFile file = GgufFile.open(path)) {
      return name(file.metadata(), label(path));
    }
  }

  private static String name(Metadata metadata, String label) {
    return metadata
        .text("general.name")
        .filter(given -> !given.isBlank())
        .orElse(label.replaceFirst("(-\\d{5}-of-\\d{5})?\\.gguf$", ""));
  }

  private static String label(Path path) {
    return Optional.ofNullable(path.getFileName()).orElse(path).toString();
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
    return new LoadedModel(
        name(metadata, label),
        model,
        tokenizer,
        metadata.text("tokenizer.chat_template"),
        EmbeddingTraits.of(metadata, tokenizer.size()));
  }
}
