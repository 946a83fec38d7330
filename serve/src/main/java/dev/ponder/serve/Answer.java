package dev.ponder.serve;

import dev.ponder.core.Problem;
import dev.ponder.protocol.Errors;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// One complete HTTP answer.
record Answer(int status, String contentType, String body, Map<String, String> headers) {
  Answer {
    headers = Map.copyOf(headers);
  }

  private static final String JSON = "application/json";

  static Answer json(String body) {
    return new Answer(200, JSON, body, Map.of());
  }

  static Answer text(String contentType, String body) {
    return new Answer(200, contentType, body, Map.of());
  }

  /// A problem as that client reads it.
  static Answer of(Problem problem, Exchange exchange) {
    Dialect dialect = Dialect.of(exchange);
    String body = dialect.body(problem, exchange.id());
    return new Answer(dialect.status(problem), JSON, body, headers(problem));
  }

  /// A refusal as that client reads it.
  static Answer of(Refusal refusal, Exchange exchange) {
    Map<String, String> headers = new LinkedHashMap<>(headers(refusal.problem()));
    headers.putAll(refusal.headers());
    String body = Dialect.of(exchange).body(refusal.problem(), exchange.id());
    return new Answer(refusal.status(), JSON, body, headers);
  }

  /// A problem of a request of which too little is known to tell whose client sent it.
  static Answer of(int status, Problem problem) {
    return new Answer(status, JSON, Errors.body(problem), headers(problem));
  }

  private static Map<String, String> headers(Problem problem) {
    return switch (problem.kind()) {
      case OVERLOADED, RATE_LIMITED, TOKENS_LIMITED -> Map.of("Retry-After", "1");
      case UNAVAILABLE -> Map.of("Retry-After", "5");
      case UNAUTHORIZED -> Map.of("WWW-Authenticate", "Bearer");
      // The rest of the request is not wanted.
      case TOO_LARGE, TIMEOUT -> Map.of("Connection", "close");
      case INVALID_REQUEST, FORBIDDEN, NOT_FOUND, METHOD_NOT_ALLOWED, CONFLICT, INTERNAL ->
          Map.of();
    };
  }

  byte[] bytes() {
    return body.getBytes(StandardCharsets.UTF_8);
  }
}
