package dev.ponder.serve;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Routes by the segments of their templates. A segment spelled out goes before one in braces, and
/// that before the rest of a path.
final class PathTree {
  private final Node root = new Node();

  /// The route of a path and what stands where its template has braces, percent-escapes undone.
  record Match(Route route, Map<String, String> parameters) {}

  private static final class Node {
    private final Map<String, Node> named = new HashMap<>();
    private Optional<Node> any = Optional.empty();
    private Optional<Route> rest = Optional.empty();
    private Optional<Route> here = Optional.empty();
  }

  PathTree(List<Route> routes) {
    routes.forEach(this::add);
  }

  /// The match of a path as it was sent, escapes and all.
  Optional<Match> match(String path) {
    if (!path.startsWith("/")) {
      return Optional.empty();
    }
    List<String> segments = segments(path);
    return route(root, segments).map(route -> new Match(route, parameters(route, segments)));
  }

  private void add(Route route) {
    Node node = root;
    for (String segment : segments(route.template())) {
      if (segment.endsWith("...}")) {
        node.rest = Optional.of(only(node.rest, route));
        return;
      }
      node =
          segment.startsWith("{")
              ? any(node)
              : node.named.computeIfAbsent(segment, _ -> new Node());
    }
    node.here = Optional.of(only(node.here, route));
  }

  private static Node any(Node node) {
    Node next = node.any.orElseGet(Node::new);
    node.any = Optional.of(next);
    return next;
  }

  private static Route only(Optional<Route> present, Route route) {
    if (present.isPresent()) {
      throw new IllegalArgumentException("two routes for " + route.template());
    }
    return route;
  }

  private static Optional<Route> route(Node node, List<String> segments) {
    if (segments.isEmpty()) {
      return node.here;
    }
    String first = segments.getFirst();
    List<String> others = segments.subList(1, segments.size());
    return Optional.ofNullable(node.named.get(first))
        .flatMap(next -> route(next, others))
        .or(() -> node.any.filter(_ -> !first.isEmpty()).flatMap(next -> route(next, others)))
        .or(() -> node.rest.filter(_ -> !String.join("", segments).isEmpty()));
  }

  private static Map<String, String> parameters(Route route, List<String> segments) {
    List<String> template = segments(route.template());
    Map<String, String> parameters = new HashMap<>();
    for (int i = 0; i < template.size(); i++) {
      String name = template.get(i);
      if (name.endsWith("...}")) {
        String rest = String.join("/", segments.subList(i, segments.size()));
        parameters.put(name.substring(1, name.length() - 4), decoded(rest));
      } else if (name.startsWith("{")) {
        parameters.put(name.substring(1, name.length() - 1), decoded(segments.get(i)));
      }
    }
    return Map.copyOf(parameters);
  }

  private static List<String> segments(String path) {
    return List.of(path.substring(1).split("/", -1));
  }

  /// Percent-escapes undone; text that is no valid escape stays as it is.
  private static String decoded(String segment) {
    try {
      // The decoder is made for forms, where a plus is a space.
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return segment;
    }
  }
}
