package dev.ponder.protocol.responses;

import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import dev.ponder.protocol.Errors;
import java.util.Map;

/// Problems as responses and their streams tell them.
final class WireProblems {
  private WireProblems() {}

  /// An `error` event. The published schema has the fields in the event and the hosted service has
  /// them in `error`; clients look in one place or the other.
  static Json.Builder event(Json.Builder event, Problem problem) {
    Map<String, Json> fields = Errors.error(problem).members();
    for (String name : new String[] {"code", "message", "param"}) {
      event.put(name, fields.getOrDefault(name, new Json.Null()));
    }
    return event.put("error", new Json.Obj(fields));
  }

  /// The `error` of a response that failed. Its codes are a closed list.
  static Json.Obj error(Problem problem) {
    String code =
        switch (problem.kind()) {
          case OVERLOADED, RATE_LIMITED, TOKENS_LIMITED -> "rate_limit_exceeded";
          case INVALID_REQUEST,
              UNAUTHORIZED,
              FORBIDDEN,
              NOT_FOUND,
              METHOD_NOT_ALLOWED,
              CONFLICT,
              TOO_LARGE ->
              "invalid_prompt";
          case TIMEOUT, UNAVAILABLE, INTERNAL -> "server_error";
        };
    return Json.object().put("code", code).put("message", problem.message()).build();
  }
}
