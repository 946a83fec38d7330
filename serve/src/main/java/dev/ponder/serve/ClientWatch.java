package dev.ponder.serve;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/// Notices that a client leaves while its answer is being made and nothing is written to it.
///
/// Between the end of a request and the end of its answer an HTTP/1.1 connection reads nothing, so
/// nobody would see its end. This takes the connection's idle place at the selector: when the
/// socket becomes readable, it reads one byte. No byte but the end means that the client is gone (a
/// client that only shuts its sending half is taken for gone too, as in other servers). A byte
/// means that the client sends its next request early: it is handed back to the connection, and the
/// watch ends.
final class ClientWatch implements AutoCloseable, Callback {
  private final EndPoint endPoint;
  private final Runnable onGone;
  private final long idleTimeout;
  private boolean ended;

  private ClientWatch(EndPoint endPoint, Runnable onGone) {
    this.endPoint = endPoint;
    this.onGone = onGone;
    this.idleTimeout = endPoint.getIdleTimeout();
  }

  /// Watches the client of a request whose body was read to its end.
  ///
  /// @param onGone runs at most once, on any thread, and not after [#close()]
  static ClientWatch start(Request request, Runnable onGone) {
    EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
    ClientWatch watch = new ClientWatch(endPoint, onGone);
    endPoint.setIdleTimeout(0);
    endPoint.tryFillInterested(watch);
    return watch;
  }

  @Override
  public synchronized void succeeded() {
    if (ended) {
      return;
    }
    ByteBuffer buffer = BufferUtil.allocate(1);
    try {
      int filled = endPoint.fill(buffer);
      if (filled == 0) {
        endPoint.tryFillInterested(this);
      } else if (filled < 0) {
        gone();
      } else {
        ended = true;
        handBack(buffer);
      }
    } catch (IOException e) {
      gone();
    }
  }

  @Override
  public synchronized void failed(Throwable cause) {
    if (!ended) {
      gone();
    }
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  /// Gives the place at the selector back.
  @Override
  public synchronized void close() {
    endPoint.setIdleTimeout(idleTimeout);
    if (!ended) {
      ended = true;
      if (endPoint instanceof AbstractEndPoint jettys) {
        jettys.getFillInterest().onFail(new IOException("watch ended"));
      }
    }
  }

  private void gone() {
    ended = true;
    onGone.run();
  }

  private void handBack(ByteBuffer buffer) {
    if (endPoint.getConnection() instanceof Connection.UpgradeTo connection) {
      connection.onUpgradeTo(buffer);
    } else {
      endPoint.close();
    }
  }
}
