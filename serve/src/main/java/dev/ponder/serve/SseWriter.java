package dev.ponder.serve;

import dev.ponder.core.Cancelled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Writes server-sent events, each whole and flushed by itself: some clients drop an event that
/// arrives in two reads. Only the request's thread writes.
final class SseWriter {
  private static final byte[] PING = ": ping\n\n".getBytes(StandardCharsets.UTF_8);

  private final Exchange exchange;

  SseWriter(Exchange exchange) {
    this.exchange = exchange;
  }

  /// @param data one line
  void event(String data) throws Cancelled {
    byte[] bytes = ("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
    exchange.write(ByteBuffer.wrap(bytes), Exchange.Last.NO);
  }

  /// A comment, which clients skip.
  void ping() throws Cancelled {
    exchange.write(ByteBuffer.wrap(PING), Exchange.Last.NO);
  }

  void end() throws Cancelled {
    exchange.write(ByteBuffer.allocate(0), Exchange.Last.YES);
  }
}
