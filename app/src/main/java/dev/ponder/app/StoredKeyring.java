package dev.ponder.app;

import dev.ponder.api.Grant;
import dev.ponder.api.Keyring;
import dev.ponder.protocol.Profile;
import dev.ponder.state.ApiKey;
import dev.ponder.state.Keys;
import java.util.Optional;
import java.util.OptionalLong;

/// The keys of `ponder keys`, as a running server asks for them. It stays locked when all of them
/// are revoked.
record StoredKeyring(Keys keys) implements Keyring {
  @Override
  public boolean locked() {
    return keys.any();
  }

  @Override
  public Optional<Grant> find(String secret) {
    return keys.find(secret).map(StoredKeyring::grant);
  }

  private static Grant grant(ApiKey key) {
    return new Grant(
        key.id(),
        key.project(),
        limit(key.granted().requestsPerMinute()),
        limit(key.granted().tokensPerMinute()),
        key.granted().profile().flatMap(Profile::named));
  }

  private static OptionalLong limit(Optional<Long> limit) {
    return limit.map(OptionalLong::of).orElse(OptionalLong.empty());
  }
}
