package dev.ponder.serve;

import dev.ponder.core.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A client of the WebSocket transport.
final class SocketClient implements AutoCloseable, WebSocket.Listener {
  static final String CLOSED = "closed";

  private final HttpClient client = HttpClient.newHttpClient();
  private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
  private final StringBuilder part = new StringBuilder();
  private final Semaphore pings = new Semaphore(0);
  private final WebSocket socket;

  SocketClient(URI server, String... headers) {
    WebSocket.Builder builder = client.newWebSocketBuilder();
    for (int i = 0; i < headers.length; i += 2) {
      builder.header(headers[i], headers[i + 1]);
    }
    URI uri = URI.create(server.toString().replaceFirst("http", "ws") + "/v1/responses");
    socket = builder.buildAsync(uri, this).join();
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
    part.append(data);
    if (last) {
      messages.add(part.toString());
      part.setLength(0);
    }
    webSocket.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onPing(WebSocket webSocket, ByteBuffer message) {
    pings.release();
    webSocket.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int status, String reason) {
    messages.add(CLOSED + " " + status);
    return null;
  }

  @Override
  public void onError(WebSocket webSocket, Throwable error) {
    messages.add(CLOSED);
  }

  void awaitPings(int count) throws InterruptedException {
    if (!pings.tryAcquire(count, 10, TimeUnit.SECONDS)) {
      throw new AssertionError("no pings");
    }
  }

  void send(String text) {
    socket.sendText(text, true).join();
  }

  /// Sends what the server may refuse before it has read it all.
  void sendInVain(String text) {
    socket.sendText(text, true).exceptionally(_ -> socket);
  }

  void create(String members) {
    send("{\"type\":\"response.create\",\"model\":\"tiny/reasoner@1\"," + members + "}");
  }

  String next() throws InterruptedException {
    String message = messages.poll(10, TimeUnit.SECONDS);
    return message == null ? "nothing" : message;
  }

  /// The events up to the one that ends a response, or an error.
  List<Json> turn() throws InterruptedException {
    List<Json> events = new ArrayList<>();
    while (true) {
      Json event = Json.parse(next());
      events.add(event);
      if (Wire.text(event, "type").matches("error|response\\.(completed|incomplete|failed)")) {
        return events;
      }
    }
  }

  @Override
  public void close() {
    socket.abort();
    client.close();
  }
}
