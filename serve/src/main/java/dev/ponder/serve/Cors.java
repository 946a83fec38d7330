package dev.ponder.serve;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What browsers are told about web pages of other origins (the Fetch standard's CORS protocol).
///
/// @param origins as browsers write them, or `*`
record Cors(Set<String> origins) {
  private static final String ALL = "*";
  private static final String METHODS = "GET, POST, DELETE, HEAD";

  /// Header fields of answers that a page's script may read beside the few it always may.
  private static final String EXPOSED =
      "x-request-id, request-id, openai-processing-ms, openai-version, retry-after,"
          + " retry-after-ms, x-ratelimit-limit-requests, x-ratelimit-limit-tokens,"
          + " x-ratelimit-remaining-requests, x-ratelimit-remaining-tokens,"
          + " x-ratelimit-reset-requests, x-ratelimit-reset-tokens";

  /// @throws IllegalArgumentException when browsers never write an origin like that
  static void check(String origin) {
    if (!origin.equals(ALL) && !isOrigin(origin)) {
      throw new IllegalArgumentException(
          "An origin is * or like https://chat.example.org, without a path, not " + origin + ".");
    }
  }

  private static boolean isOrigin(String text) {
    try {
      URI uri = URI.create(text);
      return uri.getScheme() != null
          && uri.getHost() != null
          && uri.getRawPath().isEmpty()
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null
          && uri.getRawUserInfo() == null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  boolean allows(String origin) {
    return origins.contains(ALL) || origins.contains(origin);
  }

  /// Whether a browser asks, before it sends a request, if it may.
  static boolean asks(Exchange exchange) {
    return exchange.method().equals("OPTIONS")
        && exchange.header("Origin").isPresent()
        && exchange.header("Access-Control-Request-Method").isPresent();
  }

  /// What the answer to a request from that origin says; nothing when the origin is not allowed, so
  /// that the browser keeps the answer from the page.
  Map<String, String> headers(Exchange exchange) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (!origins.isEmpty()) {
      headers.put("Vary", "Origin");
    }
    Optional<String> origin = exchange.header("Origin").filter(this::allows);
    origin.ifPresent(allowed -> {
      headers.put("Access-Control-Allow-Origin", allowed);
      headers.put("Access-Control-Expose-Headers", EXPOSED);
    });
    return headers;
  }

  /// The answer to a browser that asks first. Any header field may be sent: clients send many of
  /// their own.
  Answer permission(Exchange exchange) {
    boolean allowed = exchange.header("Origin").filter(this::allows).isPresent();
    if (!allowed) {
      return new Answer(204, "text/plain", "", Map.of());
    }
    return new Answer(
        204,
        "text/plain",
        "",
        Map.of(
            "Access-Control-Allow-Methods",
            METHODS,
            "Access-Control-Allow-Headers",
            exchange.header("Access-Control-Request-Headers").orElse("authorization, content-type"),
            "Access-Control-Max-Age",
            "7200"));
  }
}
