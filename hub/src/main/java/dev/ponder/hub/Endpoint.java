package dev.ponder.hub;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Where the hub is.
///
/// @param base `http` or `https`, without a slash at its end
public record Endpoint(URI base) {
  /// The public hub.
  public static final Endpoint PUBLIC = of("https://huggingface.co");

  private static final Set<String> LOOPBACK = Set.of("localhost", "[::1]", "::1");

  /// The endpoint at that address.
  ///
  /// @throws HubException when it is no address of a server
  public static Endpoint of(String address) {
    URI uri = web(address);
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new HubException("the endpoint " + Printable.text(address) + " must not have ? or #");
    }
    return new Endpoint(URI.create(uri.toString().replaceFirst("/+$", "")));
  }

  /// The one that `HF_ENDPOINT` names, or the public one.
  ///
  /// @throws HubException as [#of(String)]
  public static Endpoint of(Map<String, String> environment) {
    return Optional.ofNullable(environment.get("HF_ENDPOINT"))
        .filter(text -> !text.isBlank())
        .map(Endpoint::of)
        .orElse(PUBLIC);
  }

  /// The address of a file or page.
  ///
  /// @throws HubException when it is none that can be fetched
  static URI web(String address) {
    try {
      URI uri = new URI(address.strip());
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      if (!Set.of("http", "https").contains(scheme) || uri.getHost() == null) {
        throw new HubException(Printable.text(address) + " is no http or https address");
      }
      if (uri.getRawUserInfo() != null) {
        throw new HubException("addresses with a user name or password are refused");
      }
      return uri;
    } catch (URISyntaxException e) {
      throw new HubException(Printable.text(address) + " is no address", e);
    }
  }

  /// Whether that address is on the endpoint's own host, so that the token may go there.
  boolean owns(URI uri) {
    return base.getScheme().equalsIgnoreCase(uri.getScheme())
        && base.getHost().equalsIgnoreCase(uri.getHost())
        && port(base) == port(uri);
  }

  /// Whether nobody on the way can read what is sent there.
  static boolean isPrivate(URI uri) {
    return "https".equalsIgnoreCase(uri.getScheme()) || isLoopback(uri);
  }

  static boolean isLoopback(URI uri) {
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    return LOOPBACK.contains(host) || host.matches("127(\\.\\d{1,3}){3}");
  }

  /// The first page of the list of all files.
  URI tree(Repository repository, String revision) {
    return URI.create(
        "%s/api/models/%s/tree/%s?recursive=true"
            .formatted(base, repository.text(), encode(revision)));
  }

  /// What the hub says about the repository.
  URI about(Repository repository) {
    return URI.create(base + "/api/models/" + repository.text());
  }

  /// The contents of a file.
  URI file(Repository repository, String revision, String path) {
    String encoded =
        Arrays.stream(path.split("/")).map(Endpoint::encode).collect(Collectors.joining("/"));
    return URI.create(
        "%s/%s/resolve/%s/%s".formatted(base, repository.text(), encode(revision), encoded));
  }

  /// The page for people.
  URI page(Repository repository) {
    return URI.create(base + "/" + repository.text());
  }

  private static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
  }

  private static String encode(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
