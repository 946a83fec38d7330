package dev.ponder.hub;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The host that the fake hub redirects to.
record FakeContents(FakeHub hub) {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");

  void answer(HttpExchange exchange, int most, int change)
      throws IOException, InterruptedException {
    byte[] file = hub.files().get(exchange.getRequestURI().getPath().substring(1));
    if (file == null) {
      FaultAct.status(404).answer(hub, exchange);
      return;
    }
    String condition = exchange.getRequestHeaders().getFirst("If-Range");
    boolean same = condition == null || condition.equals(etag(file));
    Matcher range = RANGE.matcher(String.valueOf(exchange.getRequestHeaders().getFirst("Range")));
    boolean part = hub.ranges && same && range.matches();
    int from = part ? Integer.parseInt(range.group(1)) : 0;
    int to = part ? Math.min(file.length, Integer.parseInt(range.group(2)) + 1) : file.length;
    if (from >= file.length) {
      FaultAct.status(416).answer(hub, exchange);
      return;
    }
    byte[] body = Arrays.copyOfRange(file, from, from + Math.min(most, to - from));
    for (int i = 0; i < body.length; i++) {
      body[i] += (byte) change;
    }
    head(exchange, file, from, to, part);
    write(exchange.getResponseBody(), body);
  }

  private static void head(HttpExchange exchange, byte[] file, int from, int to, boolean part)
      throws IOException {
    exchange.getResponseHeaders().add("ETag", etag(file));
    if (part) {
      exchange
          .getResponseHeaders()
          .add("Content-Range", "bytes %d-%d/%d".formatted(from, to - 1, file.length));
    }
    exchange.sendResponseHeaders(part ? 206 : 200, to - from);
  }

  private void write(OutputStream out, byte[] body) throws IOException, InterruptedException {
    if (hub.bytesPerSecond == Long.MAX_VALUE) {
      out.write(body);
      return;
    }
    int step = (int) Math.max(1, hub.bytesPerSecond / 20);
    for (int at = 0; at < body.length; at += step) {
      out.write(body, at, Math.min(step, body.length - at));
      out.flush();
      Thread.sleep(50);
    }
  }

  private static String etag(byte[] file) {
    return '"' + FakeHub.sha256(file).substring(0, 32) + '"';
  }
}
