package dev.ponder.serve;

import dev.ponder.core.Cancelled;
import dev.ponder.core.Problem;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds the route of a path.
final class Router {
  private static final Set<String> READ = Set.of("GET", "HEAD");

  private static final String ABOUT =
      """
      Ponder answers chat requests with a local reasoning model, over the OpenAI API.

      POST /v1/chat/completions   ask; "stream": true for server-sent events
      GET  /v1/models             what can be asked
      GET  /v1/models/{id}        one of them
      GET  /health/live           200 while the process runs
      GET  /health/ready          200 while requests are taken
      GET  /metrics               Prometheus text format

      Point any OpenAI client's base URL at /v1 here. The documentation is in README.md and docs/.
      """;

  private final Map<String, Route> fixed;
  private final Route model;
  private final Route unknown =
      new Route("unknown", Set.of(), Route.Access.LOCAL, Router::refuseUnknown);

  Router(Endpoint chat, ModelsEndpoint models, Shared shared) {
    this.model = new Route("/v1/models/{id}", READ, Route.Access.API, models::one);
    this.fixed =
        Map.of(
            "/",
            new Route("/", READ, Route.Access.LOCAL, Router::about),
            "/health/live",
            new Route("/health/live", READ, Route.Access.PROBE, Router::live),
            "/health/ready",
            new Route("/health/ready", READ, Route.Access.PROBE, e -> ready(e, shared.gate())),
            "/metrics",
            new Route("/metrics", READ, Route.Access.LOCAL, e -> metrics(e, shared.measurements())),
            "/v1/models",
            new Route("/v1/models", READ, Route.Access.API, models::list),
            "/v1/chat/completions",
            new Route("/v1/chat/completions", Set.of("POST"), Route.Access.API, chat));
  }

  /// The route of a request's path.
  Route route(Exchange exchange) {
    String path = exchange.path();
    boolean namesModel =
        path.startsWith(ModelsEndpoint.PREFIX) && path.length() > ModelsEndpoint.PREFIX.length();
    return fixed.getOrDefault(path, namesModel ? model : unknown);
  }

  /// @throws Refusal when the route does not know the request's method
  static void checkMethod(Route route, Exchange exchange) {
    if (route.takes(exchange.method())) {
      return;
    }
    String allowed = String.join(", ", route.methods().stream().sorted().toList());
    Problem problem =
        new Problem(
            Problem.Kind.METHOD_NOT_ALLOWED,
            "Not allowed to "
                + clipped(exchange.method())
                + " on "
                + route.name()
                + ", only "
                + allowed
                + ".",
            Optional.empty(),
            Optional.of("method_not_allowed"));
    throw new Refusal(Answer.of(problem).with(Map.of("Allow", allowed)));
  }

  private static void refuseUnknown(Exchange exchange) {
    throw Problem.of(
            Problem.Kind.NOT_FOUND,
            "Invalid URL (" + clipped(exchange.method()) + " " + clipped(exchange.path()) + ")")
        .exception();
  }

  private static String clipped(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "…";
  }

  private static void about(Exchange exchange) throws Cancelled {
    exchange.answer(Answer.text("text/plain; charset=utf-8", ABOUT));
  }

  private static void live(Exchange exchange) throws Cancelled {
    exchange.answer(Answer.json("{\"status\":\"live\"}"));
  }

  private static void ready(Exchange exchange, AdmissionGate gate) throws Cancelled {
    if (!gate.open()) {
      throw AdmissionGate.stopping().exception();
    }
    exchange.answer(Answer.json("{\"status\":\"ready\"}"));
  }

  private static void metrics(Exchange exchange, Measurements measurements) throws Cancelled {
    exchange.answer(Answer.text(PrometheusText.CONTENT_TYPE, measurements.text()));
  }
}
