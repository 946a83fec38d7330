package dev.ponder.serve;

import dev.ponder.protocol.Profile;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// How the server listens and what it lets in.
///
/// @param host name or address to listen on
/// @param port 0 for any free one
/// @param maxBodyBytes larger requests are refused
/// @param maxRequests answers made side by side; one more request gets 429
/// @param shutdownGrace how long answers in flight may go on after the server was told to stop
/// @param profile how requests are read whose key and header fields say nothing about it
/// @param origins web pages that may ask, such as `https://chat.example.org`, or `*` for all
/// @param certificate for `https`; empty for plain `http`
public record ServerOptions(
    String host,
    int port,
    long maxBodyBytes,
    int maxRequests,
    Duration shutdownGrace,
    Profile profile,
    Set<String> origins,
    Optional<Certificate> certificate) {
  private static final long LARGEST_BODY = 1L << 30;

  /// @throws IllegalArgumentException when a value is outside its range; the message names it
  public ServerOptions {
    origins = Set.copyOf(origins);
    require(!host.isBlank(), "The host to listen on is empty.");
    require(port >= 0 && port <= 65_535, "The port must be 0 to 65535, not " + port + ".");
    require(
        maxBodyBytes > 0 && maxBodyBytes <= LARGEST_BODY,
        "The body limit must be 1 to " + LARGEST_BODY + " bytes, not " + maxBodyBytes + ".");
    require(maxRequests > 0, "At least one request must be answerable, not " + maxRequests + ".");
    require(!shutdownGrace.isNegative(), "The shutdown grace must not be negative.");
    origins.forEach(Cors::check);
  }

  /// Plain `http` for this machine alone, with the usual limits.
  public static ServerOptions local(int port) {
    return new ServerOptions(
        "127.0.0.1",
        port,
        16 << 20,
        64,
        Duration.ofSeconds(30),
        Profile.LENIENT,
        Set.of(),
        Optional.empty());
  }

  /// Listening elsewhere.
  public ServerOptions withHost(String other) {
    return new ServerOptions(
        other, port, maxBodyBytes, maxRequests, shutdownGrace, profile, origins, certificate);
  }

  /// Listening on another port.
  public ServerOptions withPort(int other) {
    return new ServerOptions(
        host, other, maxBodyBytes, maxRequests, shutdownGrace, profile, origins, certificate);
  }

  /// With another limit for bodies, in bytes.
  public ServerOptions withMaxBodyBytes(long other) {
    return new ServerOptions(
        host, port, other, maxRequests, shutdownGrace, profile, origins, certificate);
  }

  /// With another number of answers side by side.
  public ServerOptions withMaxRequests(int other) {
    return new ServerOptions(
        host, port, maxBodyBytes, other, shutdownGrace, profile, origins, certificate);
  }

  /// With another grace.
  public ServerOptions withShutdownGrace(Duration other) {
    return new ServerOptions(
        host, port, maxBodyBytes, maxRequests, other, profile, origins, certificate);
  }

  /// With another way to read requests.
  public ServerOptions withProfile(Profile other) {
    return new ServerOptions(
        host, port, maxBodyBytes, maxRequests, shutdownGrace, other, origins, certificate);
  }

  /// For these web pages too.
  public ServerOptions withOrigins(Set<String> other) {
    return new ServerOptions(
        host, port, maxBodyBytes, maxRequests, shutdownGrace, profile, other, certificate);
  }

  /// With that certificate, or none.
  public ServerOptions withCertificate(Optional<Certificate> other) {
    return new ServerOptions(
        host, port, maxBodyBytes, maxRequests, shutdownGrace, profile, origins, other);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
