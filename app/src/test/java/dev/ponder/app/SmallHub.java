package dev.ponder.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// As much of the hub as the commands need: one repository, `acme/Model`, of one file. How the hub
/// misbehaves is tested in the module of that name.
final class SmallHub implements AutoCloseable {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");

  private final HttpServer server;
  private final byte[] model;

  SmallHub(byte[] model) {
    this.model = model;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
      server.createContext("/", this::answer);
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    try (exchange) {
      if (path.equals("/api/models/acme/Model/tree/main")) {
        String list =
            "[{\"type\":\"file\",\"path\":\"Model-Q8_0.gguf\",\"size\":%d}]"
                .formatted(model.length);
        send(exchange, 200, list.getBytes(StandardCharsets.UTF_8));
      } else if (path.equals("/acme/Model/resolve/main/Model-Q8_0.gguf")) {
        piece(exchange);
      } else {
        send(exchange, 404, new byte[0]);
      }
    }
  }

  private void piece(HttpExchange exchange) throws IOException {
    Matcher range = RANGE.matcher(String.valueOf(exchange.getRequestHeaders().getFirst("Range")));
    if (!range.matches()) {
      send(exchange, 200, model);
      return;
    }
    int from = Integer.parseInt(range.group(1));
    int to = Math.min(model.length, Integer.parseInt(range.group(2)) + 1);
    exchange
        .getResponseHeaders()
        .add("Content-Range", "bytes %d-%d/%d".formatted(from, to - 1, model.length));
    send(exchange, 206, Arrays.copyOfRange(model, from, to));
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }
}
