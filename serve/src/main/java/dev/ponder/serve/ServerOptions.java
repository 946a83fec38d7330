package dev.ponder.serve;

import java.time.Duration;
import java.util.Set;

/// How the server listens and what it lets in.
///
/// @param host name or address to listen on
/// @param port 0 for any free one
/// @param apiKeys accepted bearer keys; empty lets everyone in
/// @param maxBodyBytes larger requests are refused
/// @param maxRequests answers made side by side; one more request gets 429
/// @param shutdownGrace how long answers in flight may go on after the server was told to stop
public record ServerOptions(
    String host,
    int port,
    Set<String> apiKeys,
    long maxBodyBytes,
    int maxRequests,
    Duration shutdownGrace) {
  private static final long LARGEST_BODY = 1L << 30;

  /// @throws IllegalArgumentException when a value is outside its range; the message names it
  public ServerOptions {
    apiKeys = Set.copyOf(apiKeys);
    require(!host.isBlank(), "The host to listen on is empty.");
    require(port >= 0 && port <= 65_535, "The port must be 0 to 65535, not " + port + ".");
    require(
        maxBodyBytes > 0 && maxBodyBytes <= LARGEST_BODY,
        "The body limit must be 1 to " + LARGEST_BODY + " bytes, not " + maxBodyBytes + ".");
    require(maxRequests > 0, "At least one request must be answerable, not " + maxRequests + ".");
    require(!shutdownGrace.isNegative(), "The shutdown grace must not be negative.");
    for (String key : apiKeys) {
      // What an Authorization header can carry.
      require(
          !key.isEmpty() && key.chars().allMatch(c -> c > ' ' && c < 0x7f),
          "An API key must be printable ASCII without spaces.");
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /// Without the keys, so that they reach no log.
  @Override
  public String toString() {
    return "ServerOptions[host=%s, port=%d, apiKeys=%d, maxBodyBytes=%d, maxRequests=%d, shutdownGrace=%s]"
        .formatted(host, port, apiKeys.size(), maxBodyBytes, maxRequests, shutdownGrace);
  }
}
