package dev.ponder.hub;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/// What a [FakeHub] does instead of answering.
interface FaultAct {
  void answer(FakeHub hub, HttpExchange exchange) throws IOException, InterruptedException;

  /// An answer without contents.
  static FaultAct status(int status, String... headers) {
    return (_, exchange) -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
      }
      exchange.sendResponseHeaders(status, -1);
      exchange.close();
    };
  }

  /// The right answer, cut after that many bytes.
  static FaultAct cutAfter(int bytes) {
    return (hub, exchange) -> hub.contents(exchange, bytes, 0);
  }

  /// The right answer, all its bytes changed.
  static FaultAct garbled() {
    return (hub, exchange) -> hub.contents(exchange, Integer.MAX_VALUE, 1);
  }

  /// The right answer, but after that many bytes nothing until the latch opens.
  static FaultAct holdAfter(int bytes, CountDownLatch latch) {
    return (hub, exchange) -> {
      hub.contents(exchange, bytes, 0);
      exchange.getResponseBody().flush();
      latch.await();
    };
  }
}
