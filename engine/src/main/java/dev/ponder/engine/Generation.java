package dev.ponder.engine;

/// One running continuation, read by one thread.
public interface Generation extends AutoCloseable {

  /// The next step, waiting for it.
  ///
  /// @throws InterruptedException when the reader is interrupted; close to release everything
  /// @throws IllegalStateException after an ending was read
  TokenStep next() throws InterruptedException;

  /// How many prompt tokens were not computed again; settled before the first step is delivered.
  ///
  /// A reader that stops early never sees [TokenStep.Ended], yet has to account for its prompt.
  int cachedTokens();

  /// Ends the generation; its sequence is gone before the engine's next step. A reader that waits
  /// meanwhile gets [TokenStep.Broken]. Any thread may call it. Idempotent.
  @Override
  void close();
}
