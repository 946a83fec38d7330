package dev.ponder.serve;

import java.util.Set;

/// A path and what answers there.
///
/// @param name stands for the path in logs and metrics, so that their number is bounded
/// @param methods what can be done there; none for a route that answers anything
record Route(String name, Set<String> methods, Access access, Endpoint endpoint) {
  Route {
    methods = Set.copyOf(methods);
  }

  boolean takes(String method) {
    return methods.isEmpty() || methods.contains(method);
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
