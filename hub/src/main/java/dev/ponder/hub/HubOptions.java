package dev.ponder.hub;

import java.util.Map;
import java.util.Optional;

/// How to reach the hub.
///
/// @param token sent to the endpoint's own host, and nowhere else
/// @param environment for the proxies
/// @param connections how many pieces of a file are fetched at once
public record HubOptions(
    Endpoint endpoint, Optional<Token> token, Map<String, String> environment, int connections) {
  /// Enough to fill a line that one connection does not.
  public static final int CONNECTIONS = 4;

  private static final int MOST_CONNECTIONS = 32;

  /// @throws HubException when the connections are out of bounds
  public HubOptions {
    environment = Map.copyOf(environment);
    if (connections < 1 || connections > MOST_CONNECTIONS) {
      throw new HubException(
          "the number of connections must be between 1 and %d, not %d"
              .formatted(MOST_CONNECTIONS, connections));
    }
  }

  /// What the environment says: `HF_ENDPOINT`, the token, the proxies.
  ///
  /// @throws HubException when it makes no sense
  public static HubOptions of(Map<String, String> environment) {
    return new HubOptions(
        Endpoint.of(environment), Token.find(environment), environment, CONNECTIONS);
  }

  public HubOptions withEndpoint(Endpoint other) {
    return new HubOptions(other, token, environment, connections);
  }

  public HubOptions withConnections(int other) {
    return new HubOptions(endpoint, token, environment, other);
  }
}
