package dev.ponder.serve;

import dev.ponder.core.Cancelled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes server-sent events, each whole and flushed by itself: some clients drop an event that
/// arrives in two reads. Only the request's thread writes.
final class SseWriter {
  private static final byte[] PING = ": ping\n\n".getBytes(StandardCharsets.UTF_8);

  private static final Logger LOG = LoggerFactory.getLogger(SseWriter.class);

  private final Exchange exchange;

  SseWriter(Exchange exchange) {
    this.exchange = exchange;
  }

  /// @param data one line
  void event(String data) throws Cancelled {
    byte[] bytes = ("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
    exchange.write(ByteBuffer.wrap(bytes), Exchange.Last.NO);
  }

  /// @param type what the event is called
  /// @param data one line
  void event(String type, String data) throws Cancelled {
    byte[] bytes = ("event: " + type + "\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
    exchange.write(ByteBuffer.wrap(bytes), Exchange.Last.NO);
  }

  /// A comment, which clients skip.
  void ping() throws Cancelled {
    exchange.write(ByteBuffer.wrap(PING), Exchange.Last.NO);
  }

  /// Ends the stream with an event that a client which left after the one before does not miss.
  ///
  /// @param data one line
  void end(String data) {
    try {
      event(data);
    } catch (Cancelled e) {
      LOG.debug("{} {}", exchange.id(), e.getMessage());
      return;
    }
    end();
  }

  /// Ends the stream; says nothing that a client which left after the last event would miss.
  void end() {
    try {
      exchange.write(ByteBuffer.allocate(0), Exchange.Last.YES);
    } catch (Cancelled e) {
      LOG.debug("{} {}", exchange.id(), e.getMessage());
    }
  }
}
