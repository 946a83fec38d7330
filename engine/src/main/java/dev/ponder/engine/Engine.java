package dev.ponder.engine;

/// Continues many prompts through one model at once.
///
/// One engine thread owns every sequence, the block pool and the prefix index; callers of any
/// thread only put requests into its queue and read their own [Generation].
public interface Engine extends AutoCloseable {

  /// Queues the request and returns at once.
  ///
  /// @throws OverloadedException when too many wait already
  /// @throws IllegalArgumentException when the prompt leaves no room for a token in the context
  /// @throws IllegalStateException when the engine is closed
  Generation submit(GenerationRequest request);

  EngineOptions options();

  EngineMetrics metrics();

  /// Stops after the current step; running generations end as [TokenStep.Broken].
  @Override
  void close();
}
