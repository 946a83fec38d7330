package dev.ponder.state;

import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The keys that let clients in.
///
/// Only the SHA-256 digest of a secret is stored. That is enough, and slow password hashes would
/// add nothing but time to each request: a secret is 256 random bits, so nobody can try them one by
/// one, however quick the digest. A secret is looked up by its digest; whatever can be learned from
/// how long that takes is about the digest, of which no part leads back to a secret.
public final class Keys {
  private static final String PREFIX = "sk-";
  private static final int SECRET_BYTES = 32;
  private static final int HINT = 4;

  private final Lane reads;
  private final Lane writes;
  private final Clock clock;

  /// Keys are never deleted, so that this needs to be found out once only.
  private volatile boolean known;

  private final Map<String, Instant> used = new ConcurrentHashMap<>();

  Keys(Lane reads, Lane writes, Clock clock) {
    this.reads = reads;
    this.writes = writes;
    this.clock = clock;
  }

  /// Makes a key. Its secret is in what this returns and nowhere else.
  public CreatedKey create(KeyRequest request) {
    String secret =
        PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(Ids.bytes(SECRET_BYTES));
    ApiKey key =
        new ApiKey(
            "key_" + Ids.random(),
            PREFIX + "..." + secret.substring(secret.length() - HINT),
            request,
            Instant.ofEpochMilli(clock.millis()),
            Optional.empty(),
            Optional.empty());
    writes.run(session -> {
      new KeyTable(session.sql()).insert(key, Digests.sha256(secret));
      return true;
    });
    return new CreatedKey(secret, key);
  }

  /// All keys, revoked ones too, oldest first.
  public List<ApiKey> list() {
    return reads.run(session -> new KeyTable(session.sql()).all());
  }

  /// Whether there ever was a key. Revoked ones count: who had keys does not want to be open to all
  /// when the last one goes.
  public boolean any() {
    if (!known) {
      known = reads.run(session -> new KeyTable(session.sql()).any());
    }
    return known;
  }

  /// Makes a key useless from now on; false when no valid key has that id.
  public boolean revoke(String id) {
    return writes.run(session -> new KeyTable(session.sql()).revoke(id, session.now()));
  }

  /// The valid key of that secret.
  public Optional<ApiKey> find(String secret) {
    String digest = Digests.sha256(secret);
    Instant now = clock.instant();
    Optional<ApiKey> key =
        reads
            .run(session -> new KeyTable(session.sql()).find(digest))
            .filter(found -> found.validAt(now));
    key.ifPresent(found -> used.put(found.id(), now));
    return key;
  }

  /// Writes down which keys were used. Not done at each use, since requests must not wait for a
  /// disk that nothing depends on.
  void noteUse() {
    Map<String, Instant> noted = Map.copyOf(used);
    if (!noted.isEmpty()) {
      writes.run(session -> {
        KeyTable table = new KeyTable(session.sql());
        noted.forEach(table::used);
        return true;
      });
      noted.forEach(used::remove);
    }
  }
}
