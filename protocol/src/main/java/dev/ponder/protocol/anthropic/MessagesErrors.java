package dev.ponder.protocol.anthropic;

import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import java.util.Set;

/// Problems as Anthropic's API tells them.
public final class MessagesErrors {
  /// Those that clients act on.
  private static final Set<String> CODES = Set.of("thread_not_found");

  private MessagesErrors() {}

  /// The HTTP status for a problem that ends a request before anything was sent.
  public static int status(Problem problem) {
    return switch (problem.kind()) {
      case INVALID_REQUEST -> 400;
      case UNAUTHORIZED -> 401;
      case FORBIDDEN -> 403;
      case NOT_FOUND -> 404;
      case METHOD_NOT_ALLOWED -> 405;
      case TIMEOUT -> 408;
      case CONFLICT -> 409;
      case TOO_LARGE -> 413;
      case RATE_LIMITED, TOKENS_LIMITED -> 429;
      case INTERNAL -> 500;
      case OVERLOADED, UNAVAILABLE -> 529;
    };
  }

  /// The body: `{"type":"error","error":{"type","message"},"request_id"}`, with
  /// `details.error_code` where the API has a code.
  public static String body(Problem problem, String requestId) {
    Json.Builder error =
        Json.object().put("type", type(problem.kind())).put("message", message(problem));
    problem
        .code()
        .filter(CODES::contains)
        .ifPresent(code -> error.put("details", Json.object().put("error_code", code).build()));
    return Json.object()
        .put("type", "error")
        .put("error", error.build())
        .put("request_id", requestId)
        .build()
        .text();
  }

  private static String type(Problem.Kind kind) {
    return switch (kind) {
      case INVALID_REQUEST, METHOD_NOT_ALLOWED -> "invalid_request_error";
      case CONFLICT -> "conflict_error";
      case UNAUTHORIZED -> "authentication_error";
      case FORBIDDEN -> "permission_error";
      case NOT_FOUND -> "not_found_error";
      case TOO_LARGE -> "request_too_large";
      case TIMEOUT -> "timeout_error";
      case RATE_LIMITED, TOKENS_LIMITED -> "rate_limit_error";
      case INTERNAL -> "api_error";
      case OVERLOADED, UNAVAILABLE -> "overloaded_error";
    };
  }

  /// Agents look for these words to know that they must shorten the conversation.
  private static String message(Problem problem) {
    boolean tooLong = problem.code().filter("context_length_exceeded"::equals).isPresent();
    return tooLong ? "prompt is too long: " + problem.message() : problem.message();
  }
}
