package dev.ponder.state;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Work for a thread that owns a connection, and what came of it. The caller waits without a limit:
/// an interrupted one must still learn whether its transaction was committed.
final class Job<T> {
  private static final ScopedValue<Boolean> INSIDE = ScopedValue.newInstance();

  private final Function<Session, T> work;
  private final CompletableFuture<T> outcome = new CompletableFuture<>();
  private @Nullable Runnable success;

  /// @throws IllegalStateException inside of another job, for which this one would wait in vain
  Job(Function<Session, T> work) {
    if (INSIDE.isBound()) {
      throw new IllegalStateException("a transaction within a transaction");
    }
    this.work = work;
  }

  /// Does the work; the caller learns nothing before [#succeed].
  void attempt(Session session) {
    T result = ScopedValue.where(INSIDE, true).call(() -> work.apply(session));
    session.sql().check();
    success = () -> outcome.complete(result);
  }

  /// Tells the caller what [#attempt] gave.
  void succeed() {
    if (success != null) {
      success.run();
    }
  }

  void fail(Throwable failure) {
    outcome.completeExceptionally(failure);
  }

  /// Whether the caller has been told of a failure.
  boolean isOver() {
    return outcome.isDone();
  }

  T await() {
    try {
      return outcome.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw e;
    }
  }
}
