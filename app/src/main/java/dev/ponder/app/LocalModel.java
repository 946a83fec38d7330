package dev.ponder.app;

import dev.ponder.compute.Kernels;
import dev.ponder.compute.Workers;
import dev.ponder.model.LanguageModel;
import dev.ponder.model.LoadedModel;
import dev.ponder.model.ModelLoader;
import dev.ponder.model.ModelNeeds;
import dev.ponder.model.ModelOptions;
import dev.ponder.model.gguf.GgufFile;
import dev.ponder.model.tokenizer.Tokenizer;
import dev.ponder.model.tokenizer.Tokenizers;
import dev.ponder.reason.PromptFormat;
import dev.ponder.reason.PromptFormats;
import java.nio.file.Path;
import java.time.Duration;

/// An opened model file and the team that computes with it.
///
/// @param loading how long opening took
record LocalModel(LoadedModel loaded, Kernels kernels, Workers workers, Duration loading)
    implements AutoCloseable {

  /// What the model in that file takes when it is run that way.
  ///
  /// @throws dev.ponder.model.UnusableModelException when it is no model that can be run
  static ModelNeeds needs(Path file, ModelOptions options) {
    return ModelLoader.needs(file, options, ChosenKernels.ofProcess());
  }

  /// Opens the file for that many threads.
  ///
  /// @throws dev.ponder.model.UnusableModelException when it is no model that can be run
  static LocalModel open(Path file, int threads, ModelOptions options) {
    long start = System.nanoTime();
    Kernels kernels = ChosenKernels.ofProcess();
    Workers workers = new Workers(threads);
    try {
      LoadedModel loaded = ModelLoader.load(file, options, kernels, workers);
      return new LocalModel(loaded, kernels, workers, Duration.ofNanos(System.nanoTime() - start));
    } catch (RuntimeException | Error e) {
      workers.close();
      throw e;
    }
  }

  /// Opens the file for one sequence, after a look whether it fits into memory. A context longer
  /// than the model's is for the caller to refuse.
  ///
  /// @throws Mistake when it does not fit
  /// @throws dev.ponder.model.UnusableModelException when it is no model that can be run
  static LocalModel fitting(Path file, Capacity wanted) {
    ModelOptions options = wanted.modelOptions();
    ModelNeeds needs = needs(file, options);
    wanted.within(needs.config()).engineOptions(needs, new MachineMemory().available());
    return open(file, wanted.threads(), options);
  }

  /// The tokenizer of that file alone.
  static Tokenizer tokenizer(Path file) {
    try (GgufFile gguf = GgufFile.open(file)) {
      return Tokenizers.of(gguf);
    }
  }

  LanguageModel model() {
    return loaded.model();
  }

  /// The format that the file asks for.
  PromptFormat promptFormat() {
    return PromptFormats.choose(loaded);
  }

  @Override
  public void close() {
    model().close();
    workers.close();
  }
}
