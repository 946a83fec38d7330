package dev.ponder.state;

import dev.ponder.state.StateException.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;

/// Takes contents that are to be stored. Closed before it is finished, it leaves nothing behind.
public final class BlobSink extends OutputStream {
  private final Destination destination;
  private final long most;
  private final MessageDigest digest = Digests.sha256();
  private long bytes;
  private boolean over;

  BlobSink(Destination destination, long most) {
    this.destination = destination;
    this.most = most;
  }

  /// Where bytes go.
  interface Destination {
    void write(byte[] from, int offset, int length) throws IOException;

    /// Makes what was written durable and returns the id by which it is found.
    String keep() throws IOException;

    void abandon() throws IOException;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  /// @throws StateException when these are more bytes than may be stored, or the disk is full
  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    if (over) {
      throw new IOException("the contents are complete");
    }
    if (length > most - bytes) {
      throw new StateException(
          Reason.TOO_LARGE, "a file may have at most %d bytes".formatted(most));
    }
    destination.write(from, offset, length);
    digest.update(from, offset, length);
    bytes += length;
  }

  /// Makes the contents durable; they stay until somebody deletes them, or until the next start
  /// when no object refers to them by then.
  public Blob finish() throws IOException {
    String id = destination.keep();
    over = true;
    return new Blob(id, bytes, Digests.hex(digest.digest()));
  }

  @Override
  public void close() throws IOException {
    if (!over) {
      over = true;
      destination.abandon();
    }
  }
}
