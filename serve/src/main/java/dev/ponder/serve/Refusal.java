package dev.ponder.serve;

import dev.ponder.core.Problem;
import java.util.Map;

/// A problem that has a status or header fields of its own.
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Problem problem;
  private final int status;
  private final transient Map<String, String> headers;

  Refusal(int status, Problem problem, Map<String, String> headers) {
    // Expected outcomes need no stack trace.
    super(problem.message(), null, false, false);
    this.problem = problem;
    this.status = status;
    this.headers = Map.copyOf(headers);
  }

  Problem problem() {
    return problem;
  }

  int status() {
    return status;
  }

  Map<String, String> headers() {
    return headers;
  }
}
