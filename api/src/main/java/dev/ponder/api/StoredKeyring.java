package dev.ponder.api;

import dev.ponder.protocol.Profile;
import dev.ponder.state.ApiKey;
import dev.ponder.state.KeyRequest;
import dev.ponder.state.Keys;
import java.util.Optional;
import java.util.OptionalLong;

/// The keys that were made for this server's state. They can be made and revoked while it runs.
///
/// @param keys asked anew for each request, so that a revoked key is refused at once
record StoredKeyring(Keys keys) implements Keyring {

  /// Whether there ever was a key: revoking the last one must not let everybody in.
  @Override
  public boolean locked() {
    return keys.any();
  }

  @Override
  public Optional<Grant> find(String secret) {
    return keys.find(secret).map(StoredKeyring::grant);
  }

  private static Grant grant(ApiKey key) {
    KeyRequest granted = key.granted();
    return new Grant(
        key.id(),
        key.project(),
        limit(granted.requestsPerMinute()),
        limit(granted.tokensPerMinute()),
        granted.profile().flatMap(Profile::named));
  }

  private static OptionalLong limit(Optional<Long> limit) {
    return limit.map(OptionalLong::of).orElseGet(OptionalLong::empty);
  }
}
