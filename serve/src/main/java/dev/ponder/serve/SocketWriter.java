package dev.ponder.serve;

import dev.ponder.core.Cancelled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;

/// Writes the frames of one WebSocket, each message whole, and waits for each.
final class SocketWriter {
  private final CoreSession session;
  private final Duration stall;

  /// @param stall how long a write may wait for the reader
  SocketWriter(CoreSession session, Duration stall) {
    this.session = session;
    this.stall = stall;
  }

  void text(String message) throws Cancelled {
    send(new Frame(OpCode.TEXT, ByteBuffer.wrap(message.getBytes(StandardCharsets.UTF_8))));
  }

  /// Asks for a sign of life.
  void ping() throws Cancelled {
    send(new Frame(OpCode.PING));
  }

  void close(int status, String why) throws Cancelled {
    PendingWrite write = new PendingWrite();
    session.close(status, why, write);
    write.await(stall);
  }

  private void send(Frame frame) throws Cancelled {
    PendingWrite write = new PendingWrite();
    session.sendFrame(frame, write, false);
    write.await(stall);
  }
}
