package dev.ponder.engine;

/// Waits for a pooled sequence to end.
///
/// @param pool handed over with the sequence's last step
record PooledEmbedding(TokenStream stream, StatePool pool) implements Embedding {

  @Override
  public float[] await() throws InterruptedException {
    return switch (stream.next()) {
      case TokenStep.Ended _ -> pool.vector();
      case TokenStep.Broken(String why) -> throw new BrokenException(why);
      case TokenStep.Sampled _ ->
          throw new IllegalStateException("a token was sampled where none is wanted");
    };
  }

  @Override
  public void close() {
    stream.close();
  }
}
