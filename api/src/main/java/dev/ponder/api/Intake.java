package dev.ponder.api;

import dev.ponder.core.Problem;
import dev.ponder.state.Blob;
import dev.ponder.state.BlobSink;
import dev.ponder.state.StateException;
import dev.ponder.state.StateException.Reason;
import java.io.IOException;
import java.util.Optional;

/// Contents on their way from a client into the state, bit by bit. Closed before it is finished, it
/// leaves nothing behind.
public final class Intake implements AutoCloseable {
  private final BlobSink sink;
  private final long most;

  Intake(BlobSink sink, long most) {
    this.sink = sink;
    this.most = most;
  }

  /// Takes bytes.
  ///
  /// @throws Problem.Exceptional when they are more than may come, or the disk is full
  public void write(byte[] bytes, int from, int length) {
    Attempt.of(() -> {
      accept(bytes, from, length);
      return true;
    });
  }

  private void accept(byte[] bytes, int from, int length) throws IOException {
    try {
      sink.write(bytes, from, length);
    } catch (StateException e) {
      throw e.reason() == Reason.TOO_LARGE ? tooLarge() : e;
    }
  }

  /// Makes what was taken durable.
  ///
  /// @throws Problem.Exceptional when the disk is full
  public Blob finish() {
    return Attempt.of(sink::finish);
  }

  @Override
  public void close() {
    Attempt.of(() -> {
      sink.close();
      return true;
    });
  }

  private Problem.Exceptional tooLarge() {
    return new Problem(
            Problem.Kind.TOO_LARGE,
            "The contents are larger than the %d bytes that this server takes here."
                .formatted(most),
            Optional.of("file"),
            Optional.of("request_too_large"))
        .exception();
  }
}
