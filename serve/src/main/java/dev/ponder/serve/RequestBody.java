package dev.ponder.serve;

import dev.ponder.core.Cancelled;
import dev.ponder.core.Problem;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/// Reads request bodies within bounds of size, time and memory. A body grows as it arrives, so that
/// a header that promises much costs nothing.
final class RequestBody {
  private static final int FIRST_BYTES = 16 * 1024;

  /// A body slower than this, once the idle time has passed, is given up.
  private static final long LEAST_BYTES_PER_SECOND = 16 * 1024;

  private final long maxBytes;
  private final Duration patience;
  private final BodyBudget budget;

  RequestBody(long maxBytes, Duration patience, BodyBudget budget) {
    this.maxBytes = maxBytes;
    this.patience = patience;
    this.budget = budget;
  }

  /// All of it.
  ///
  /// @throws Problem.Exceptional when it is too large, too slow or encoded
  /// @throws Cancelled when the client leaves before its end
  byte[] read(Exchange exchange) throws Cancelled {
    ByteArrayOutputStream body = new ByteArrayOutputStream(FIRST_BYTES);
    try (BodyBudget.Share share = budget.share()) {
      stream(exchange, maxBytes, chunk -> append(chunk, body, share));
    }
    return body.toByteArray();
  }

  /// Takes a piece of a body, which is gone afterwards.
  interface Taker {
    void take(Content.Chunk chunk);
  }

  /// Hands all of it on as it arrives, and keeps nothing of it.
  ///
  /// @param most bytes that it may have
  /// @throws Problem.Exceptional when it is larger, too slow or encoded
  /// @throws Cancelled when the client leaves before its end
  void stream(Exchange exchange, long most, Taker taker) throws Cancelled {
    Request request = exchange.request();
    exchange.header("Content-Encoding").ifPresent(RequestBody::refuseEncoding);
    if (request.getLength() > most) {
      throw tooLarge(most);
    }
    long start = System.nanoTime();
    long taken = 0;
    while (true) {
      long allowed = patience.toNanos() + nanosFor(taken);
      Content.Chunk chunk = next(request, start + allowed);
      try {
        taken += chunk.remaining();
        if (taken > most) {
          throw tooLarge(most);
        }
        taker.take(chunk);
        if (chunk.isLast()) {
          return;
        }
      } finally {
        chunk.release();
      }
    }
  }

  /// Drops what still arrives, until its end or for that long.
  static void discard(Request request, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      while (true) {
        Content.Chunk chunk = next(request, deadline);
        chunk.release();
        if (chunk.isLast()) {
          return;
        }
      }
    } catch (Problem.Exceptional | Cancelled e) {
      // Enough was done for this client.
    }
  }

  private static void append(
      Content.Chunk chunk, ByteArrayOutputStream body, BodyBudget.Share share) {
    int length = chunk.remaining();
    share.grow(length);
    byte[] bytes = new byte[length];
    chunk.getByteBuffer().get(bytes);
    body.writeBytes(bytes);
  }

  private static Content.Chunk next(Request request, long deadline) throws Cancelled {
    while (true) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        awaitContent(request, deadline);
      } else if (Content.Chunk.isFailure(chunk)) {
        throw failure(chunk.getFailure());
      } else if (System.nanoTime() - deadline > 0 && !chunk.isLast()) {
        chunk.release();
        throw tooSlow();
      } else {
        return chunk;
      }
    }
  }

  private static void awaitContent(Request request, long deadline) throws Cancelled {
    CountDownLatch arrived = new CountDownLatch(1);
    request.demand(arrived::countDown);
    try {
      if (!arrived.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        throw tooSlow();
      }
    } catch (InterruptedException e) {
      throw new Cancelled("interrupted while reading the request");
    }
  }

  private static Cancelled failure(Throwable cause) {
    if (cause instanceof TimeoutException) {
      throw tooSlow();
    }
    if (cause instanceof org.eclipse.jetty.http.HttpException bad) {
      throw Problem.of(
              Problem.Kind.INVALID_REQUEST,
              "The request body is malformed: " + bad.getReason() + ".")
          .exception();
    }
    return new Cancelled("the client left while sending its request");
  }

  private static Problem.Exceptional tooLarge(long maxBytes) {
    return new Problem(
            Problem.Kind.TOO_LARGE,
            "The request body is larger than the " + maxBytes + " bytes this server takes.",
            Optional.empty(),
            Optional.of("request_too_large"))
        .exception();
  }

  private static Problem.Exceptional tooSlow() {
    return Problem.of(Problem.Kind.TIMEOUT, "The request body took too long to arrive.")
        .exception();
  }

  private static void refuseEncoding(String encoding) {
    if (!encoding.equalsIgnoreCase("identity")) {
      throw new Refusal(
          415,
          Problem.of(
              Problem.Kind.INVALID_REQUEST,
              "Compressed request bodies are not supported; send it without Content-Encoding."),
          Map.of());
    }
  }

  private static long nanosFor(long bytes) {
    return TimeUnit.SECONDS.toNanos(1) * bytes / LEAST_BYTES_PER_SECOND;
  }
}
