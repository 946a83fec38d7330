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
/// @param locked whether there were keys, revoked ones too, when the server was started: revoking
///   the last key must not let everybody in
record StoredKeyring(Keys keys, boolean locked) implements Keyring {

  static StoredKeyring of(Keys keys) {
    return new StoredKeyring(keys, !keys.list().isEmpty());
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
