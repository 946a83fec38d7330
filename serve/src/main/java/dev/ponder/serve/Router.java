package dev.ponder.serve;

import dev.ponder.core.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds what answers a request.
final class Router {
  private static final String ABOUT =
      """
      Ponder answers with local reasoning models, over the APIs of OpenAI and Anthropic.

      %s
      Point any client's base URL at /v1 here (Anthropic's: at the root). The documentation is in
      README.md and docs/.
      """;

  private final PathTree paths;
  private final Route unknown = Route.local("unknown", "");

  /// @param parts whose routes there are, beside the list of them all at `/`
  Router(List<Routes> parts) {
    List<Route> routes = new ArrayList<>();
    parts.forEach(part -> routes.addAll(part.routes()));
    Answer about = Answer.text("text/plain; charset=utf-8", ABOUT.formatted(listed(routes)));
    routes.add(Route.local("/", "").get(exchange -> exchange.answer(about)));
    this.paths = new PathTree(routes);
  }

  /// The route of a request; its parameters are told to the exchange.
  Route route(Exchange exchange) {
    Optional<PathTree.Match> match = paths.match(exchange.path());
    match.ifPresent(found -> exchange.parameters(found.parameters()));
    return match.map(PathTree.Match::route).orElse(unknown);
  }

  /// What answers that method there.
  ///
  /// @throws Problem.Exceptional when the route is unknown
  /// @throws Refusal when the route does not know the request's method
  static Endpoint endpoint(Route route, Exchange exchange) {
    return route.endpoint(exchange.method()).orElseThrow(() -> refused(route, exchange));
  }

  private static RuntimeException refused(Route route, Exchange exchange) {
    String method = clipped(exchange.method());
    Set<String> methods = route.allowed();
    if (methods.isEmpty()) {
      return Problem.of(
              Problem.Kind.NOT_FOUND,
              "Invalid URL (%s %s)".formatted(method, clipped(exchange.path())))
          .exception();
    }
    String allowed = String.join(", ", methods.stream().sorted().toList());
    Problem problem =
        new Problem(
            Problem.Kind.METHOD_NOT_ALLOWED,
            "Not allowed to %s on %s, only %s.".formatted(method, route.template(), allowed),
            Optional.empty(),
            Optional.of("method_not_allowed"));
    return new Refusal(405, problem, Map.of("Allow", allowed));
  }

  private static String listed(List<Route> routes) {
    StringBuilder lines = new StringBuilder();
    for (Route route : routes) {
      List<String> methods = route.allowed().stream().filter(each -> !each.equals("HEAD")).toList();
      if (!route.purpose().isEmpty()) {
        lines.append(
            "%-16s %-40s %s\n"
                .formatted(String.join(" ", methods), route.template(), route.purpose()));
      }
    }
    return lines.toString();
  }

  private static String clipped(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "…";
  }
}
