package dev.ponder.serve;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A family of paths and what answers there, by method.
///
/// @param template such as `/v1/responses/{id}/input_items`: a segment in braces stands for any one
///   segment; `{id...}`, only as the last, for all the rest. The template also stands for the path
///   in logs and metrics, so that their number is bounded
/// @param purpose for whoever asks the server what it offers; empty for what needs no mention
/// @param methods what answers, by method
record Route(String template, String purpose, Access access, Map<String, Endpoint> methods) {
  Route {
    methods = Collections.unmodifiableMap(new LinkedHashMap<>(methods));
  }

  /// A route of the API.
  static Route api(String template, String purpose) {
    return new Route(template, purpose, Access.API, Map.of());
  }

  /// A route for whoever can reach the server by its own name.
  static Route local(String template, String purpose) {
    return new Route(template, purpose, Access.LOCAL, Map.of());
  }

  /// A route for anyone.
  static Route probe(String template, String purpose) {
    return new Route(template, purpose, Access.PROBE, Map.of());
  }

  /// Answers `GET`, and `HEAD` without the body.
  Route get(Endpoint endpoint) {
    return with("GET", endpoint).with("HEAD", endpoint);
  }

  Route post(Endpoint endpoint) {
    return with("POST", endpoint);
  }

  Route delete(Endpoint endpoint) {
    return with("DELETE", endpoint);
  }

  private Route with(String method, Endpoint endpoint) {
    Map<String, Endpoint> more = new LinkedHashMap<>(methods);
    more.put(method, endpoint);
    return new Route(template, purpose, access, more);
  }

  Set<String> allowed() {
    return methods.keySet();
  }

  Optional<Endpoint> endpoint(String method) {
    return Optional.ofNullable(methods.get(method));
  }

  /// Who may ask.
  enum Access {
    /// Anyone, even a browser that was led here.
    PROBE,
    /// Whoever can reach the server by its own name.
    LOCAL,
    /// As local, with a key if keys are set, and while the server is not stopping.
    API
  }
}
