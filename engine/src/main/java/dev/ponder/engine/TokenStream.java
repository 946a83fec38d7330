package dev.ponder.engine;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// Hands one sequence's steps from the engine thread to its reader.
///
/// The engine never waits for the reader: the queue is as long as the generation at most, a few
/// bytes per token.
final class TokenStream implements Generation {
  private final BlockingQueue<TokenStep> steps = new LinkedBlockingQueue<>();
  private volatile boolean closed;
  private volatile int cachedTokens;
  private boolean ended;

  /// Engine thread, before any step: how much of the prompt was cached.
  void began(int cachedTokens) {
    this.cachedTokens = cachedTokens;
  }

  /// Engine thread: hands over a step.
  void put(TokenStep step) {
    steps.add(step);
  }

  /// Whether the reader wants no more.
  boolean closed() {
    return closed;
  }

  @Override
  public TokenStep next() throws InterruptedException {
    if (ended) {
      throw new IllegalStateException("the generation has ended");
    }
    TokenStep step = steps.take();
    ended =
        switch (step) {
          case TokenStep.Sampled _ -> false;
          case TokenStep.Ended _, TokenStep.Broken _ -> true;
        };
    return step;
  }

  @Override
  public int cachedTokens() {
    return cachedTokens;
  }

  @Override
  public void close() {
    closed = true;
  }
}
