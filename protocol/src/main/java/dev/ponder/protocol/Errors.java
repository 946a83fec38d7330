package dev.ponder.protocol;

import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import java.util.Optional;

/// Problems as OpenAI's API tells them.
public final class Errors {
  private Errors() {}

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
      case OVERLOADED, RATE_LIMITED, TOKENS_LIMITED -> 429;
      case INTERNAL -> 500;
      case UNAVAILABLE -> 503;
    };
  }

  /// The body: `{"error":{"message","type","param","code"}}`, always with all four.
  public static String body(Problem problem) {
    return Json.object().put("error", error(problem)).build().text();
  }

  /// What is in that body: the four fields.
  public static Json.Obj error(Problem problem) {
    return Json.object()
        .put("message", problem.message())
        .put("type", type(problem.kind()))
        .put("param", nullable(problem.param()))
        .put("code", nullable(problem.code().or(() -> usualCode(problem.kind()))))
        .build();
  }

  private static String type(Problem.Kind kind) {
    return switch (kind) {
      case INVALID_REQUEST,
          UNAUTHORIZED,
          FORBIDDEN,
          NOT_FOUND,
          METHOD_NOT_ALLOWED,
          CONFLICT,
          TOO_LARGE,
          TIMEOUT ->
          "invalid_request_error";
      case OVERLOADED, RATE_LIMITED -> "requests";
      case TOKENS_LIMITED -> "tokens";
      case UNAVAILABLE -> "service_unavailable_error";
      case INTERNAL -> "server_error";
    };
  }

  /// The code that clients look for whoever raised the problem.
  private static Optional<String> usualCode(Problem.Kind kind) {
    return switch (kind) {
      case OVERLOADED, RATE_LIMITED, TOKENS_LIMITED -> Optional.of("rate_limit_exceeded");
      case INVALID_REQUEST,
          UNAUTHORIZED,
          FORBIDDEN,
          NOT_FOUND,
          METHOD_NOT_ALLOWED,
          CONFLICT,
          TOO_LARGE,
          TIMEOUT,
          UNAVAILABLE,
          INTERNAL ->
          Optional.empty();
    };
  }

  private static Json nullable(Optional<String> text) {
    return text.<Json>map(Json::of).orElseGet(Json.Null::new);
  }
}
