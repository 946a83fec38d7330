package dev.ponder.serve;

import dev.ponder.core.Cancelled;
import dev.ponder.core.Usage;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.server.Handshaker;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;

/// One request and the answer to it; used by the request's thread alone.
final class Exchange {
  private static final int DOWNLOAD_PIECE = 64 * 1024;

  private final Request request;
  private final Response response;
  private final Limits limits;
  private final String id;
  private final long startNanos = System.nanoTime();
  private Duration stallLeft;
  private Optional<Usage> usage = Optional.empty();
  private Map<String, String> parameters = Map.of();
  private Optional<Visitor> visitor = Optional.empty();

  Exchange(Request request, Response response, Limits limits) {
    this.request = request;
    this.response = response;
    this.limits = limits;
    this.stallLeft = limits.stall();
    this.id = newRequestId();
    response.getHeaders().put("x-request-id", id);
  }

  static String newRequestId() {
    return "req_" + UUID.randomUUID().toString().replace("-", "");
  }

  String id() {
    return id;
  }

  String method() {
    return request.getMethod();
  }

  /// The path as it was sent, escapes and all.
  String path() {
    return Optional.ofNullable(request.getHttpURI().getPath()).orElse("");
  }

  /// What the path has where its route has `{name}`, percent-escapes undone.
  ///
  /// @throws IllegalStateException when the route has no such place
  String parameter(String name) {
    return Optional.ofNullable(parameters.get(name))
        .orElseThrow(() -> new IllegalStateException("no place for " + name + " in the path"));
  }

  /// Who asks.
  ///
  /// @throws IllegalStateException before the sender was let in
  Visitor visitor() {
    return visitor.orElseThrow(() -> new IllegalStateException("nobody was let in yet"));
  }

  /// Told once by the doorkeeper.
  void admit(Visitor admitted) {
    visitor = Optional.of(admitted);
  }

  /// Header fields that any answer is to carry.
  void announce(Map<String, String> headers) {
    headers.forEach(response.getHeaders()::put);
  }

  /// Told once by the router.
  void parameters(Map<String, String> found) {
    parameters = found;
  }

  QueryParameters query() {
    return QueryParameters.parse(Optional.ofNullable(request.getHttpURI().getQuery()).orElse(""));
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeaders().get(name));
  }

  Request request() {
    return request;
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }

  /// The status that was or will be sent.
  int status() {
    return response.getStatus();
  }

  /// Whether it is too late for another answer.
  boolean committed() {
    return response.isCommitted();
  }

  Optional<Usage> usage() {
    return usage;
  }

  /// Adds the tokens of one choice to what the log says of this request.
  void count(Usage choice) {
    visitor.ifPresent(each -> each.allowance().count(choice));
    usage =
        Optional.of(
            usage
                .map(sum ->
                    new Usage(
                        sum.inputTokens(),
                        sum.cachedTokens(),
                        sum.outputTokens() + choice.outputTokens(),
                        sum.reasoningTokens() + choice.reasoningTokens()))
                .orElse(choice));
  }

  /// Sends a whole answer.
  void answer(Answer answer) throws Cancelled {
    byte[] body = answer.bytes();
    head(answer.status(), answer.contentType(), answer.headers());
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    write(ByteBuffer.wrap(body), Last.YES);
  }

  /// What is told before bytes that come from elsewhere.
  ///
  /// @param bytes how many they are
  record Download(String contentType, Map<String, String> headers, long bytes) {}

  /// Sends bytes as they are read; their reader may take its time over each piece of them.
  ///
  /// @throws IOException when they cannot be read
  void send(Download download, InputStream bytes) throws Cancelled, IOException {
    head(200, download.contentType(), download.headers());
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, download.bytes());
    byte[] piece = new byte[DOWNLOAD_PIECE];
    long left = method().equals("HEAD") ? 0 : download.bytes();
    while (left > 0) {
      int count = bytes.readNBytes(piece, 0, (int) Math.min(piece.length, left));
      if (count == 0) {
        throw new EOFException("there are %d bytes less than there should be".formatted(left));
      }
      left -= count;
      stallLeft = limits.stall();
      write(ByteBuffer.wrap(piece, 0, count), Last.NO);
    }
    write(ByteBuffer.allocate(0), Last.YES);
  }

  /// Turns the connection into a WebSocket, over which another talks from now on.
  ///
  /// @return whether the request asked for that in a way that makes sense
  boolean upgrade(FrameHandler socket, Configuration.Customizer settings) throws Cancelled {
    PendingWrite write = new PendingWrite();
    boolean upgraded =
        Handshaker.newInstance()
            .upgradeRequest(
                WebSocketNegotiator.from((_, _, _) -> socket, (_, _, _) -> socket, settings),
                request,
                response,
                write,
                WebSocketServerComponents.getWebSocketComponents(
                    request.getConnectionMetaData().getConnector().getServer()),
                null);
    if (upgraded) {
      write.await(stallLeft);
    }
    return upgraded;
  }

  /// Sends the head of an event stream.
  SseWriter stream() throws Cancelled {
    head(
        200,
        "text/event-stream; charset=utf-8",
        Map.of("Cache-Control", "no-cache", "X-Accel-Buffering", "no"));
    write(ByteBuffer.allocate(0), Last.NO);
    return new SseWriter(this);
  }

  /// Whether more is to come after a write.
  enum Last {
    YES,
    NO
  }

  /// Writes and flushes, waiting no longer than what is left of the reader's allowance.
  void write(ByteBuffer bytes, Last last) throws Cancelled {
    long before = System.nanoTime();
    PendingWrite write = new PendingWrite();
    response.write(last == Last.YES, bytes, write);
    write.await(stallLeft);
    stallLeft = stallLeft.minusNanos(System.nanoTime() - before);
  }

  /// Reads on for a while after the body was refused: a client that is still sending would
  /// otherwise be reset before it sees why.
  void linger() {
    if (header("Expect").isEmpty()) {
      RequestBody.discard(request, limits.linger());
    }
  }

  private void head(int status, String contentType, Map<String, String> headers) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
    headers.forEach(response.getHeaders()::put);
    if (path().startsWith("/v1/")) {
      echo("OpenAI-Organization");
      echo("OpenAI-Project");
      Dialect dialect = Dialect.of(this);
      visitor.ifPresent(each -> announce(dialect.limits(each.allowance())));
      announce(dialect.headers(this));
    }
  }

  /// Tells the client again whom it said it acts for.
  private void echo(String name) {
    header(name)
        .filter(value -> value.length() <= 256)
        .ifPresent(value -> response.getHeaders().put(name.toLowerCase(Locale.ROOT), value));
  }
}
