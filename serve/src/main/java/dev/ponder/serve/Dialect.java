package dev.ponder.serve;

import dev.ponder.core.Problem;
import dev.ponder.protocol.Errors;

/// Whose error bodies a client reads.
enum Dialect {
  OPENAI {
    @Override
    int status(Problem problem) {
      return Errors.status(problem);
    }

    @Override
    String body(Problem problem, String requestId) {
      return Errors.body(problem);
    }
  };

  abstract int status(Problem problem);

  abstract String body(Problem problem, String requestId);

  /// The dialect of that request.
  static Dialect of(Exchange exchange) {
    return OPENAI;
  }
}
