package dev.ponder.state;

import java.time.Instant;
import java.util.Optional;

/// What is known of a key, which is not the key itself.
///
/// @param hint the last characters of the secret, enough to tell keys apart
/// @param lastUsed to the minute or so
public record ApiKey(
    String id,
    String hint,
    KeyRequest granted,
    Instant created,
    Optional<Instant> revoked,
    Optional<Instant> lastUsed) {

  /// Whose objects its requests see.
  public String project() {
    return granted.project();
  }

  /// Whether it lets anybody in at that time.
  public boolean validAt(Instant time) {
    return revoked.isEmpty() && granted.expires().filter(end -> !end.isAfter(time)).isEmpty();
  }
}
