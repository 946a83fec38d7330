package dev.ponder.state;

import java.time.Instant;
import java.util.Optional;

/// What a key is to be good for.
///
/// @param name what people call it
/// @param project the owner of everything that is stored by its requests; keys of one project share
/// @param requestsPerMinute no limit when empty
/// @param tokensPerMinute no limit when empty
/// @param profile the name of how closely the API is to be followed; the server's when empty
public record KeyRequest(
    String name,
    String project,
    Optional<Long> requestsPerMinute,
    Optional<Long> tokensPerMinute,
    Optional<String> profile,
    Optional<Instant> expires) {

  /// @throws IllegalArgumentException when a limit is not positive or a text is too long
  public KeyRequest {
    Limits.owner(project);
    Limits.attribute("name", name);
    profile.ifPresent(text -> Limits.attribute("profile", text));
    positive(requestsPerMinute);
    positive(tokensPerMinute);
  }

  /// A key without limits.
  public static KeyRequest of(String name, String project) {
    return new KeyRequest(
        name, project, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static void positive(Optional<Long> limit) {
    if (limit.filter(value -> value < 1).isPresent()) {
      throw new IllegalArgumentException("a limit must be positive, not " + limit.get());
    }
  }
}
