package dev.ponder.serve;

import dev.ponder.core.Problem;
import dev.ponder.protocol.Errors;
import dev.ponder.protocol.anthropic.MessagesErrors;
import java.time.Instant;
import java.util.Map;

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

    @Override
    Map<String, String> headers(Exchange exchange) {
      return Map.of(
          "openai-version",
          "2020-10-01",
          "openai-processing-ms",
          Long.toString(exchange.elapsed().toMillis()));
    }

    @Override
    Map<String, String> limits(Allowance allowance) {
      return allowance.headers();
    }
  },

  ANTHROPIC {
    @Override
    int status(Problem problem) {
      return MessagesErrors.status(problem);
    }

    @Override
    String body(Problem problem, String requestId) {
      return MessagesErrors.body(problem, requestId);
    }

    @Override
    Map<String, String> headers(Exchange exchange) {
      return Map.of("request-id", exchange.id());
    }

    @Override
    Map<String, String> limits(Allowance allowance) {
      return allowance.anthropicHeaders(Instant.now());
    }
  };

  /// What Anthropic's clients send with every request.
  private static final String VERSION = "anthropic-version";

  abstract int status(Problem problem);

  abstract String body(Problem problem, String requestId);

  /// Header fields of every answer of the API.
  abstract Map<String, String> headers(Exchange exchange);

  /// Header fields that tell what is left of the key's allowance.
  abstract Map<String, String> limits(Allowance allowance);

  /// The dialect of that request. Some routes are in both APIs.
  static Dialect of(Exchange exchange) {
    String path = exchange.path();
    boolean messages = path.equals("/v1/messages") || path.startsWith("/v1/messages/");
    return messages || exchange.header(VERSION).isPresent() ? ANTHROPIC : OPENAI;
  }
}
