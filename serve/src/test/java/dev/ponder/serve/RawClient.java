package dev.ponder.serve;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// A client that can misbehave.
final class RawClient implements AutoCloseable {
  private final Socket socket;

  private RawClient(Socket socket) {
    this.socket = socket;
  }

  static RawClient connect(URI uri) throws IOException {
    Socket socket = new Socket(uri.getHost(), uri.getPort());
    socket.setSoTimeout(10_000);
    return new RawClient(socket);
  }

  Socket socket() {
    return socket;
  }

  RawClient send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.UTF_8));
  }

  RawClient send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  RawClient sendChat(String body) throws IOException {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    return send(
        "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
            + length
            + "\r\n\r\n"
            + body);
  }

  /// Reads until the text appears or the connection ends.
  String readUntil(String text) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    InputStream in = socket.getInputStream();
    while (!read.toString(StandardCharsets.UTF_8).contains(text)) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      read.write(next);
    }
    return read.toString(StandardCharsets.UTF_8);
  }

  /// Reads one answer that has a Content-Length, body and all.
  String readAnswer() throws IOException {
    String head = readUntil("\r\n\r\n");
    for (String line : head.split("\r\n")) {
      if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
        int length = Integer.parseInt(line.substring(15).strip());
        return head
            + new String(socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
      }
    }
    return head;
  }

  String readToEnd() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /// Leaves with a reset instead of an orderly end.
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
