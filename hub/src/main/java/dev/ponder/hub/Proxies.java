package dev.ponder.hub;

import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The proxies that the environment names, as curl reads it: `HTTPS_PROXY`, `HTTP_PROXY`,
/// `ALL_PROXY` and `NO_PROXY`, in either case of letters.
final class Proxies extends ProxySelector {
  private static final int DEFAULT_PORT = 80;

  private final Optional<URI> http;
  private final Optional<URI> https;
  private final List<String> direct;

  /// @throws HubException when a proxy is named that cannot be used
  Proxies(Map<String, String> environment) {
    this.http = proxy(environment, "HTTP_PROXY").or(() -> proxy(environment, "ALL_PROXY"));
    this.https = proxy(environment, "HTTPS_PROXY").or(() -> proxy(environment, "ALL_PROXY"));
    this.direct =
        variable(environment, "NO_PROXY").stream()
            .flatMap(list -> Arrays.stream(list.split("[,\\s]+")))
            .map(host -> host.toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", ""))
            .filter(host -> !host.isEmpty())
            .toList();
  }

  @Override
  public List<Proxy> select(URI uri) {
    Optional<URI> proxy = "https".equalsIgnoreCase(uri.getScheme()) ? https : http;
    if (proxy.isEmpty() || isDirect(uri)) {
      return List.of(Proxy.NO_PROXY);
    }
    return List.of(
        new Proxy(
            Proxy.Type.HTTP, new InetSocketAddress(proxy.get().getHost(), port(proxy.get()))));
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {
    // The request fails too, and says so.
  }

  /// Name and password from the proxies' addresses, given to those proxies only.
  Optional<Authenticator> authenticator() {
    if (Stream.of(http, https).flatMap(Optional::stream).noneMatch(p -> p.getUserInfo() != null)) {
      return Optional.empty();
    }
    return Optional.of(
        new Authenticator() {
          @Override
          protected @Nullable PasswordAuthentication getPasswordAuthentication() {
            return getRequestorType() == RequestorType.PROXY
                ? credentials(getRequestingHost(), getRequestingPort()).orElse(null)
                : null;
          }
        });
  }

  private Optional<PasswordAuthentication> credentials(String host, int port) {
    return Stream.of(https, http)
        .flatMap(Optional::stream)
        .filter(proxy -> proxy.getHost().equalsIgnoreCase(host) && port(proxy) == port)
        .filter(proxy -> proxy.getRawUserInfo() != null)
        .map(proxy -> proxy.getRawUserInfo().split(":", 2))
        .map(parts ->
            new PasswordAuthentication(
                decode(parts[0]), decode(parts.length > 1 ? parts[1] : "").toCharArray()))
        .findFirst();
  }

  private boolean isDirect(URI uri) {
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    return direct.stream()
        .anyMatch(name ->
            name.equals("*")
                || host.equals(name)
                || host.endsWith("." + name)
                || name.equals(host + ":" + uri.getPort()));
  }

  private static Optional<URI> proxy(Map<String, String> environment, String name) {
    return variable(environment, name).map(text -> parse(text, name));
  }

  private static URI parse(String text, String name) {
    try {
      URI uri = new URI(text.contains("://") ? text : "http://" + text);
      if (!"http".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) {
        throw new HubException(
            name + " must name an http proxy, such as http://proxy.example:3128");
      }
      return uri;
    } catch (URISyntaxException e) {
      // The text may hold a password, so neither it nor the cause is shown.
      throw new HubException(name + " is no address, such as http://proxy.example:3128");
    }
  }

  private static int port(URI proxy) {
    return proxy.getPort() < 0 ? DEFAULT_PORT : proxy.getPort();
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static Optional<String> variable(Map<String, String> environment, String name) {
    return Stream.of(name.toLowerCase(Locale.ROOT), name)
        .map(environment::get)
        .filter(text -> text != null && !text.isBlank())
        .map(String::strip)
        .findFirst();
  }
}
