package dev.ponder.app;

import dev.ponder.engine.Engine;
import dev.ponder.engine.Generation;
import dev.ponder.engine.GenerationRequest;
import dev.ponder.engine.SamplingParameters;
import dev.ponder.engine.TokenConstraint;
import dev.ponder.engine.TokenStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// An answer that an engine is writing, read by a virtual thread of its own as the server reads it,
/// which notes when each token comes.
final class TimedAnswer implements AutoCloseable {
  private static final long LOOK_MILLIS = 200;

  /// One and the same, so that the next turn of a chat goes on where the last one ended.
  private static final String OWNER = "bench";

  private final Generation generation;
  private final long submitted;
  private final CountDownLatch awaited;
  private final CountDownLatch ended = new CountDownLatch(1);

  /// The reader's, and everybody's once it has ended, as is what was written.
  private final List<Long> tokens = new ArrayList<>();

  private final List<Integer> text = new ArrayList<>();

  private String failure = "";
  private volatile boolean closed;

  private TimedAnswer(Generation generation, long submitted, int awaited) {
    this.generation = generation;
    this.submitted = submitted;
    this.awaited = new CountDownLatch(awaited);
  }

  /// Asks for so many tokens behind the prompt.
  ///
  /// @param awaited tokens that [#awaitSome] waits for
  static TimedAnswer start(Engine engine, int[] prompt, int tokens, int awaited) {
    long now = System.nanoTime();
    Generation generation =
        engine.submit(
            new GenerationRequest(
                prompt, SamplingParameters.GREEDY, Set.of(), tokens, TokenConstraint.NONE, OWNER));
    TimedAnswer answer = new TimedAnswer(generation, now, awaited);
    Thread.ofVirtual().name("bench-reader").start(answer::read);
    return answer;
  }

  private void read() {
    try {
      while (true) {
        switch (generation.next()) {
          case TokenStep.Sampled sampled -> {
            tokens.add(System.nanoTime());
            text.add(sampled.token());
            awaited.countDown();
          }
          case TokenStep.Ended _ -> {
            return;
          }
          case TokenStep.Broken(String why) -> {
            failure = why;
            return;
          }
        }
      }
    } catch (InterruptedException | RuntimeException e) {
      failure = Failures.text(e);
    } finally {
      ended.countDown();
      while (awaited.getCount() > 0) {
        awaited.countDown();
      }
    }
  }

  /// Waits for the awaited tokens, or for the end if it comes before.
  ///
  /// @param meanwhile done a few times a second
  void awaitSome(Runnable meanwhile) throws InterruptedException {
    await(awaited, meanwhile);
  }

  /// Waits for the end and returns when all tokens came.
  ///
  /// @param meanwhile done a few times a second
  /// @throws Mistake when the engine failed, and not because of [#close]
  Arrivals awaitEnd(Runnable meanwhile) throws InterruptedException {
    await(ended, meanwhile);
    if (!closed && !failure.isEmpty()) {
      throw new Mistake("the engine failed: " + failure);
    }
    return new Arrivals(submitted, tokens);
  }

  /// What was written, once [#awaitEnd] returned.
  int[] text() {
    return text.stream().mapToInt(token -> token).toArray();
  }

  /// Tokens of the prompt that were not computed, once the first token came.
  int cachedTokens() {
    return generation.cachedTokens();
  }

  private static void await(CountDownLatch latch, Runnable meanwhile) throws InterruptedException {
    while (!latch.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      meanwhile.run();
    }
  }

  /// Has the answer end where it is.
  @Override
  public void close() {
    closed = true;
    generation.close();
  }
}
