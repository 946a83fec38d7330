package dev.ponder.serve;

import dev.ponder.core.Cancelled;
import dev.ponder.core.Problem;
import dev.ponder.core.Usage;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes each request from Jetty to a virtual thread of its own, where all that follows is
/// straight-line code, and tells Jetty when it is over. One request per connection is in work at a
/// time, so the limit on connections bounds the threads.
final class HttpEntrance extends Handler.Abstract.NonBlocking {
  private static final Logger LOG = LoggerFactory.getLogger(HttpEntrance.class);
  private static final Pattern LOGGABLE = Pattern.compile("[A-Za-z0-9._:/-]{1,128}");

  /// What logs and metrics call the end of a request whose client left; nothing of it is sent.
  private static final int CLIENT_GONE = 499;

  /// Marks requests that got this far, for [MalformedRequests].
  static final String ENTERED = "dev.ponder.serve.entered";

  private final Router router;
  private final Doorkeeper doorkeeper;
  private final Cors cors;
  private final Shared shared;
  private final Limits limits;

  /// Who may come in, at which door.
  record Door(Router router, Doorkeeper doorkeeper, Cors cors) {}

  HttpEntrance(Door door, Shared shared, Limits limits) {
    this.router = door.router();
    this.doorkeeper = door.doorkeeper();
    this.cors = door.cors();
    this.shared = shared;
    this.limits = limits;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Exchange exchange = new Exchange(request, response, limits);
    // By itself silence is no failure; reads and writes that wait too long still fail.
    request.addIdleTimeoutListener(_ -> false);
    request.setAttribute(ENTERED, true);
    shared.measurements().begin();
    Thread.ofVirtual().name(exchange.id()).start(() -> serve(exchange, callback));
    return true;
  }

  private void serve(Exchange exchange, Callback callback) {
    Route route = router.route(exchange);
    try {
      answer(exchange, route);
      end(exchange, route, exchange.status());
      callback.succeeded();
    } catch (Cancelled e) {
      LOG.debug("{} {}", exchange.id(), e.getMessage());
      shared.measurements().disconnect();
      end(exchange, route, CLIENT_GONE);
      abort(exchange, callback, e);
    } catch (RuntimeException | Error e) {
      LOG.error("{} broke off", exchange.id(), e);
      end(exchange, route, exchange.status());
      abort(exchange, callback, e);
    }
  }

  private void answer(Exchange exchange, Route route) throws Cancelled {
    try {
      exchange.announce(cors.headers(exchange));
      if (Cors.asks(exchange)) {
        exchange.answer(cors.permission(exchange));
        return;
      }
      admit(exchange, route);
      Endpoint endpoint = Router.endpoint(route, exchange);
      if (route.access() == Route.Access.API && !shared.gate().open()) {
        throw AdmissionGate.stopping().exception();
      }
      endpoint.answer(exchange);
    } catch (Problem.Exceptional e) {
      refuse(exchange, Answer.of(e.problem(), exchange), e);
    } catch (Refusal e) {
      refuse(exchange, Answer.of(e, exchange), e);
    } catch (RuntimeException | Error e) {
      LOG.error("{} failed", exchange.id(), e);
      refuse(exchange, Answer.of(internal(), exchange), e);
    }
  }

  private void admit(Exchange exchange, Route route) {
    Visitor visitor = doorkeeper.admit(exchange, route.access());
    exchange.admit(visitor);
    visitor.allowance().take();
  }

  private static void refuse(Exchange exchange, Answer answer, Throwable cause) throws Cancelled {
    if (exchange.committed()) {
      throw new IllegalStateException("a problem after the answer began", cause);
    }
    exchange.answer(answer);
    exchange.linger();
  }

  static Problem internal() {
    return Problem.of(
        Problem.Kind.INTERNAL,
        "The server failed to answer your request. Its log says more under the x-request-id.");
  }

  /// Cuts the connection, so that a half-sent answer cannot pass for a whole one.
  private static void abort(Exchange exchange, Callback callback, Throwable cause) {
    EofException quiet = new EofException(cause);
    exchange.request().getConnectionMetaData().getConnection().getEndPoint().close(quiet);
    callback.failed(quiet);
  }

  private void end(Exchange exchange, Route route, int status) {
    shared.measurements().end(route.template(), status, exchange.elapsed());
    LOG.info(
        "{} {} {} {} ms{}{}",
        exchange.id(),
        route.template(),
        status,
        exchange.elapsed().toMillis(),
        exchange.usage().map(HttpEntrance::described).orElse(""),
        clientId(exchange));
  }

  private static String described(Usage usage) {
    return " %d (%d cached) + %d tokens"
        .formatted(usage.inputTokens(), usage.cachedTokens(), usage.outputTokens());
  }

  private static String clientId(Exchange exchange) {
    Optional<String> id = exchange.header("X-Client-Request-Id");
    return id.filter(LOGGABLE.asMatchPredicate()).map(" client "::concat).orElse("");
  }
}
