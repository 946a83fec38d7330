package dev.ponder.engine;

/// One vector in the making, awaited by one thread.
public interface Embedding extends AutoCloseable {

  /// The pooled states of the text, not normalised, waiting for them. To be called once.
  ///
  /// @throws BrokenException when the engine could not compute them
  /// @throws InterruptedException when the caller is interrupted; close to release everything
  float[] await() throws InterruptedException;

  /// Gives up on it; its sequence is gone before the engine's next step. Any thread may call it.
  /// Idempotent.
  @Override
  void close();

  /// The engine could not go on with it, for a reason in one sentence.
  final class BrokenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenException(String why) {
      super(why);
    }
  }
}
