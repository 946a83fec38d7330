package dev.ponder.serve;

import dev.ponder.api.Caller;
import dev.ponder.api.Grant;
import dev.ponder.api.Keyring;
import dev.ponder.core.Problem;
import dev.ponder.protocol.Profile;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Request;

/// Decides who may ask what: API keys, what they may use per minute, and for a server that only
/// this machine can reach, protection from web pages.
///
/// A web page can send requests to a server on the visitor's own machine, and by pointing a name of
/// its own at 127.0.0.1 it can read the answers ("DNS rebinding"). Such requests carry the page's
/// name in `Host` or `Origin`, so a server that listens on a loopback address and asks for no key
/// takes local names only, and those pages that it was told to.
final class Doorkeeper {
  private static final Pattern LOOPBACK_ADDRESS =
      Pattern.compile("127(\\.[0-9]{1,3}){3}|\\[?::1]?|\\[?0:0:0:0:0:0:0:1]?");

  private final Keyring keyring;
  private final boolean loopback;
  private final String ownName;
  private final Profile profile;
  private final Cors cors;

  /// By the key's id and limits, so that changed limits begin anew. As many as there are keys.
  private final Map<Grant, Allowance> allowances = new ConcurrentHashMap<>();

  Doorkeeper(ServerOptions options, Keyring keyring) {
    this.keyring = keyring;
    this.profile = options.profile();
    this.cors = new Cors(options.origins());
    this.ownName = options.host().toLowerCase(Locale.ROOT);
    this.loopback = isLoopback(options.host());
  }

  /// Lets the sender of a request in.
  ///
  /// @throws Problem.Exceptional for the wrong host, for a missing or wrong key, and for an unknown
  ///   profile
  /// @throws Refusal when the key has used up what it may use for now
  Visitor admit(Exchange exchange, Route.Access access) {
    return switch (access) {
      case PROBE -> Visitor.unknown(profile);
      case LOCAL -> {
        checkNames(exchange);
        yield Visitor.unknown(profile);
      }
      case API -> {
        checkNames(exchange);
        Grant grant = keyring.locked() ? grant(exchange) : Grant.EVERYBODY;
        Profile chosen = asked(exchange).or(grant::profile).orElse(profile);
        Allowance allowance =
            allowances.computeIfAbsent(grant, key -> new Allowance(key, InstantSource.system()));
        yield new Visitor(new Caller(grant.owner(), chosen, allowance::count), allowance);
      }
    };
  }

  private void checkNames(Exchange exchange) {
    if (!loopback || keyring.locked()) {
      return;
    }
    if (!isLocal(Request.getServerName(exchange.request()))) {
      throw forbidden("Host");
    }
    exchange
        .header("Origin")
        .filter(origin -> !isLocalOrigin(origin) && !cors.allows(origin))
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
                + " header names another. Give the server an API key or another host to listen on,"
                + " or name the page with --cors-origin, to change that.")
        .exception();
  }

  private Grant grant(Exchange exchange) {
    String key =
        presentedKey(exchange)
            .orElseThrow(() ->
                unauthorized(
                    "No API key was sent; this server needs one in the header"
                        + " `Authorization: Bearer KEY`."));
    return keyring
        .find(key)
        .orElseThrow(() -> unauthorized("Incorrect API key provided: " + redacted(key) + "."));
  }

  private static Optional<Profile> asked(Exchange exchange) {
    return exchange
        .header(Profile.HEADER)
        .map(name ->
            Profile.named(name)
                .orElseThrow(() ->
                    Problem.invalid(
                            Profile.HEADER,
                            "invalid_value",
                            "Invalid value for the header '%s': expected 'lenient' or 'o4-mini'."
                                .formatted(Profile.HEADER))
                        .exception()));
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
}
