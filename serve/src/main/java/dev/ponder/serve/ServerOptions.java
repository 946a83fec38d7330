package dev.ponder.serve;

import java.time.Duration;
import java.util.Set;

/// How the server listens and what it lets in.
///
/// @param port 0 for any free one
/// @param apiKeys accepted bearer keys; empty lets everyone in
/// @param maxBodyBytes larger requests are refused
/// @param maxRequests requests answered side by side; one more gets 429
/// @param shutdownGrace how long answers in flight may go on after the server was told to stop
public record ServerOptions(
    String host,
    int port,
    Set<String> apiKeys,
    long maxBodyBytes,
    int maxRequests,
    Duration shutdownGrace) {
  public ServerOptions {
    apiKeys = Set.copyOf(apiKeys);
  }
}
