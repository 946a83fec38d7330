package dev.ponder.hub;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/// GET over HTTP, with the rules that a secret needs: the token goes to the hub's own host only,
/// and no redirect leads from https to http.
final class Web implements AutoCloseable {
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final int MOST_REDIRECTS = 10;

  private final HubOptions options;
  private final HttpClient client;
  private final SilenceWatch watch;

  Web(HubOptions options, Surroundings surroundings) {
    Proxies proxies = new Proxies(options.environment());
    // HTTP/2 would put all pieces on one connection, and one connection is what is slow.
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(proxies);
    proxies.authenticator().ifPresent(builder::authenticator);
    this.options = options;
    this.client = builder.build();
    this.watch = new SilenceWatch(surroundings.silence());
  }

  /// The answer to a GET, whatever its status; to be closed.
  ///
  /// @throws TryAgain when the server is not there or does not answer
  /// @throws HubException when redirects lead where they must not
  Answer get(URI start, Map<String, String> headers) throws IOException, InterruptedException {
    URI uri = start;
    Answer.Linked linked = Answer.Linked.NOTHING;
    for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
      HttpResponse<InputStream> response = send(uri, headers);
      linked = linked.or(Answer.Linked.of(response.headers()));
      Optional<String> location = response.headers().firstValue("Location");
      if (!REDIRECTS.contains(response.statusCode()) || location.isEmpty()) {
        return new Answer(
            uri,
            response.statusCode(),
            response.headers(),
            linked,
            watch.over(response.body(), uri));
      }
      response.body().close();
      uri = target(uri, location.get());
    }
    throw new HubException(
        "%s redirects more than %d times".formatted(shown(start), MOST_REDIRECTS));
  }

  /// An address without what may be secret in it: signed addresses carry a signature.
  static String shown(URI uri) {
    return Printable.text(uri.toString().replaceFirst("[?#].*", ""));
  }

  @Override
  public void close() {
    watch.close();
    client.shutdownNow();
  }

  private HttpResponse<InputStream> send(URI uri, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .header("User-Agent", "ponder")
            .header("Accept-Encoding", "identity");
    headers.forEach(request::header);
    if (options.endpoint().owns(uri) && Endpoint.isPrivate(uri)) {
      options.token().ifPresent(token -> request.header("Authorization", token.header()));
    }
    // The client's own timeout would, in later Java versions, also bound the body.
    CompletableFuture<HttpResponse<InputStream>> pending =
        client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    try {
      return pending.get(watch.silence().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new TryAgain(uri.getAuthority() + " does not answer", Optional.empty());
    } catch (ExecutionException e) {
      throw failure(uri, e.getCause() == null ? e : e.getCause());
    } finally {
      pending.cancel(true);
    }
  }

  private static IOException failure(URI uri, Throwable cause) {
    if (cause instanceof SSLException) {
      throw new HubException(
          "no safe connection to %s: %s"
              .formatted(uri.getAuthority(), Printable.text(String.valueOf(cause.getMessage()))),
          cause);
    }
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof java.nio.channels.UnresolvedAddressException) {
        return new TryAgain("there is no host " + uri.getHost(), Optional.empty());
      }
    }
    String why =
        cause instanceof java.net.ConnectException
            ? "cannot connect to "
            : "the connection broke to ";
    return new TryAgain(why + uri.getAuthority(), Optional.empty());
  }

  static URI target(URI from, String location) {
    URI to;
    try {
      to = Endpoint.web(from.resolve(location).toString());
    } catch (IllegalArgumentException e) {
      throw new HubException(shown(from) + " redirects to what is no address", e);
    }
    boolean downgrade =
        "https".equalsIgnoreCase(from.getScheme()) && "http".equalsIgnoreCase(to.getScheme());
    if (downgrade && !Endpoint.isLoopback(to)) {
      throw new HubException(
          "%s redirects from https to http, at %s, which is refused"
              .formatted(shown(from), to.getAuthority()));
    }
    return to;
  }
}
