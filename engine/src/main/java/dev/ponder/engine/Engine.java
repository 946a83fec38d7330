package dev.ponder.engine;

import dev.ponder.model.LanguageModel;

/// Continues many prompts through one model at once.
///
/// One engine thread owns every sequence, the block pool and the prefix index; callers of any
/// thread only put requests into its queue and read their own [Generation].
public interface Engine extends AutoCloseable {

  /// Starts an engine on its own thread, `ponder-engine`. From here on only that thread calls the
  /// model; closing the engine leaves the model open.
  ///
  /// @throws IllegalArgumentException when the model cannot work within those limits
  static Engine start(LanguageModel model, EngineOptions options) {
    return new BatchingEngine(model, options);
  }

  /// Likewise, and what is computed of long prompts is kept on that shelf, from which an engine
  /// that computes in the same way takes it instead of computing it again.
  ///
  /// @param shelf of a store that stays open as long as the engine
  static Engine start(LanguageModel model, EngineOptions options, PrefixShelf shelf) {
    return new BatchingEngine(model, options, shelf);
  }

  /// Queues the request and returns at once.
  ///
  /// @throws OverloadedException when too many wait already
  /// @throws IllegalArgumentException when the prompt leaves no room for a token in the context, or
  ///   the prompt or the bias names a token that the model does not have
  /// @throws IllegalStateException when the engine is closed
  Generation submit(GenerationRequest request);

  /// Queues a text to make a vector of and returns at once. It is computed beside the generations
  /// and counts as one of them.
  ///
  /// @throws OverloadedException when too many wait already
  /// @throws IllegalArgumentException when the text is longer than the context, or names a token
  ///   that the model does not have
  /// @throws IllegalStateException when the engine is closed
  Embedding embed(EmbeddingRequest request);

  /// Keeps nothing for that lineage any more, once what is being computed for it is closed. Returns
  /// at once; what an unknown one is called does not matter.
  void forget(String owner, String lineage);

  EngineOptions options();

  EngineMetrics metrics();

  /// Stops after the current step; running generations end as [TokenStep.Broken]. Idempotent.
  @Override
  void close();
}
