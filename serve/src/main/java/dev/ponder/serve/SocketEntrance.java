package dev.ponder.serve;

import dev.ponder.api.ResponseOperations;
import dev.ponder.core.Cancelled;
import dev.ponder.core.Problem;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.websocket.core.Configuration;

/// Lets clients into the WebSocket transport of the Responses API: `GET /v1/responses` with an
/// upgrade.
///
/// Browsers let any page open a WebSocket anywhere and read what comes, so pages of other sites are
/// refused here, whether the server asks for keys or not.
final class SocketEntrance {
  /// Longer than several pings, which a living client answers.
  private static final Duration IDLE = Duration.ofMinutes(2);

  private final ResponseOperations responses;
  private final Cors cors;
  private final Shared shared;
  private final ResponsesSocket.Settings settings;

  SocketEntrance(
      ResponseOperations responses, Cors cors, Shared shared, ResponsesSocket.Settings settings) {
    this.responses = responses;
    this.cors = cors;
    this.shared = shared;
    this.settings = settings;
  }

  void connect(Exchange exchange) throws Cancelled {
    if (exchange.header("Origin").filter(origin -> foreign(origin, exchange)).isPresent()) {
      throw Problem.of(
              Problem.Kind.FORBIDDEN,
              "This web page may not open a connection; name it with --cors-origin to change that.")
          .exception();
    }
    Visitor visitor = exchange.visitor();
    ResponsesSocket socket =
        new ResponsesSocket(responses.session(visitor.caller()), visitor, shared, settings);
    Configuration.ConfigurationCustomizer frames = new Configuration.ConfigurationCustomizer();
    frames.setIdleTimeout(IDLE);
    frames.setMaxFrameSize(settings.messageBytes());
    if (!exchange.upgrade(socket, frames)) {
      throw new Refusal(
          405,
          new Problem(
              Problem.Kind.METHOD_NOT_ALLOWED,
              "Not allowed to GET on /v1/responses, only POST, or to upgrade to a WebSocket.",
              Optional.empty(),
              Optional.of("method_not_allowed")),
          Map.of("Allow", "POST"));
    }
  }

  private boolean foreign(String origin, Exchange exchange) {
    if (cors.allows(origin)) {
      return false;
    }
    if (!origin.startsWith("http:") && !origin.startsWith("https:")) {
      // Desktop programs; a page that hides where it is from says null.
      return origin.equals("null");
    }
    try {
      URI page = URI.create(origin);
      String host = Optional.ofNullable(page.getHost()).orElse("");
      String authority = Optional.ofNullable(page.getAuthority()).orElse("");
      return !exchange.header("Host").equals(Optional.of(authority)) && !isThisMachine(host);
    } catch (IllegalArgumentException e) {
      return true;
    }
  }

  private static boolean isThisMachine(String host) {
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || host.startsWith("127.") && host.matches("[0-9.]+")
        || host.equals("[::1]");
  }
}
