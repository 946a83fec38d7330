package dev.ponder.serve;

import dev.ponder.core.Problem;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Request;

/// Decides who may ask what: API keys, and for a server that only this machine can reach,
/// protection from web pages.
///
/// A web page can send requests to a server on the visitor's own machine, and by pointing a name of
/// its own at 127.0.0.1 it can read the answers ("DNS rebinding"). Such requests carry the page's
/// name in `Host` or `Origin`, so a server that listens on a loopback address and asks for no key
/// takes local names only.
final class Doorkeeper {
  private static final Pattern LOOPBACK_ADDRESS =
      Pattern.compile("127(\\.[0-9]{1,3}){3}|\\[?::1]?|\\[?0:0:0:0:0:0:0:1]?");

  private final List<byte[]> keyDigests;
  private final boolean localNamesOnly;
  private final String ownName;

  Doorkeeper(ServerOptions options) {
    this.keyDigests = options.apiKeys().stream().map(Doorkeeper::digest).toList();
    this.ownName = options.host().toLowerCase(Locale.ROOT);
    this.localNamesOnly = options.apiKeys().isEmpty() && isLoopback(options.host());
  }

  /// @throws Problem.Exceptional for the wrong host, and for a missing or wrong key
  void check(Exchange exchange, Route.Access access) {
    switch (access) {
      case PROBE -> {}
      case LOCAL -> checkNames(exchange);
      case API -> {
        checkNames(exchange);
        checkKey(exchange);
      }
    }
  }

  private void checkNames(Exchange exchange) {
    if (!localNamesOnly) {
      return;
    }
    if (!isLocal(Request.getServerName(exchange.request()))) {
      throw forbidden("Host");
    }
    exchange
        .header("Origin")
        .filter(origin -> !isLocalOrigin(origin))
        .ifPresent(_ -> {
          throw forbidden("Origin");
        });
  }

  private boolean isLocal(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.equals("localhost")
        || lower.endsWith(".localhost")
        || lower.equals(ownName)
        || LOOPBACK_ADDRESS.matcher(lower).matches();
  }

  /// Origins of other schemes are desktop programs, which no web page can pose as.
  private boolean isLocalOrigin(String origin) {
    if (!origin.startsWith("http:") && !origin.startsWith("https:")) {
      return !origin.equals("null");
    }
    try {
      return Optional.ofNullable(URI.create(origin).getHost()).filter(this::isLocal).isPresent();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Problem.Exceptional forbidden(String header) {
    return Problem.of(
            Problem.Kind.FORBIDDEN,
            "This server takes requests from its own machine only, and the "
                + header
                + " header names another. Give the server an API key or another host to listen on to"
                + " change that.")
        .exception();
  }

  private void checkKey(Exchange exchange) {
    if (keyDigests.isEmpty()) {
      return;
    }
    String key =
        presentedKey(exchange)
            .orElseThrow(() ->
                unauthorized(
                    "No API key was sent; this server needs one in the header"
                        + " `Authorization: Bearer KEY`."));
    byte[] digest = digest(key);
    boolean known = false;
    for (byte[] accepted : keyDigests) {
      // All are compared, and digests of one length: the time tells nothing about a key.
      known |= MessageDigest.isEqual(accepted, digest);
    }
    if (!known) {
      throw unauthorized("Incorrect API key provided: " + redacted(key) + ".");
    }
  }

  private static Optional<String> presentedKey(Exchange exchange) {
    Optional<String> bearer =
        exchange
            .header("Authorization")
            .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
            .map(value -> value.substring(7).strip());
    return bearer.or(() -> exchange.header("x-api-key")).filter(key -> !key.isEmpty());
  }

  private static Problem.Exceptional unauthorized(String message) {
    return new Problem(
            Problem.Kind.UNAUTHORIZED, message, Optional.empty(), Optional.of("invalid_api_key"))
        .exception();
  }

  /// Enough of a long key to tell which it was.
  private static String redacted(String key) {
    return key.length() < 16
        ? "*".repeat(8)
        : key.substring(0, 3) + "*".repeat(8) + key.substring(key.length() - 4);
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      // Listening there will fail and say so.
      return false;
    }
  }

  private static byte[] digest(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
