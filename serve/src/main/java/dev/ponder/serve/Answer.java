package dev.ponder.serve;

import dev.ponder.core.Problem;
import dev.ponder.protocol.Errors;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// One complete HTTP answer.
record Answer(int status, String contentType, String body, Map<String, String> headers) {
  private static final String JSON = "application/json";

  static Answer json(String body) {
    return new Answer(200, JSON, body, Map.of());
  }

  static Answer text(String contentType, String body) {
    return new Answer(200, contentType, body, Map.of());
  }

  static Answer of(Problem problem) {
    return of(Errors.status(problem), problem);
  }

  /// For statuses that no kind of problem has.
  static Answer of(int status, Problem problem) {
    Map<String, String> headers =
        switch (problem.kind()) {
          case OVERLOADED, RATE_LIMITED -> Map.of("Retry-After", "1");
          case UNAVAILABLE -> Map.of("Retry-After", "5");
          case UNAUTHORIZED -> Map.of("WWW-Authenticate", "Bearer");
          // The rest of the request is not wanted.
          case TOO_LARGE, TIMEOUT -> Map.of("Connection", "close");
          case INVALID_REQUEST, FORBIDDEN, NOT_FOUND, METHOD_NOT_ALLOWED, CONFLICT, INTERNAL ->
              Map.of();
        };
    return new Answer(status, JSON, Errors.body(problem), headers);
  }

  Answer with(Map<String, String> others) {
    return new Answer(status, contentType, body, others);
  }

  byte[] bytes() {
    return body.getBytes(StandardCharsets.UTF_8);
  }
}
