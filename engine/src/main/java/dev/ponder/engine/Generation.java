package dev.ponder.engine;

/// One running continuation, read by one thread.
public interface Generation extends AutoCloseable {

  /// The next step, waiting for it. After an ending it must not be called again.
  ///
  /// @throws InterruptedException when the reader is interrupted; close to release everything
  TokenStep next() throws InterruptedException;

  /// How many prompt tokens were not computed again; settled before the first step is delivered.
  ///
  /// A reader that stops early never sees [TokenStep.Ended], yet has to account for its prompt.
  int cachedTokens();

  /// Ends the generation; its sequence is gone before the engine's next step. Idempotent.
  @Override
  void close();
}
