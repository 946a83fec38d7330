package dev.ponder.api;

import dev.ponder.state.Keys;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The keys that let clients in.
public interface Keyring {

  /// No keys: everybody is let in.
  Keyring OPEN = new Fixed(List.of());

  /// Whether a key is asked for at all.
  boolean locked();

  /// What the key of that secret allows; empty when there is none. The time it takes tells nothing
  /// about other keys.
  Optional<Grant> find(String secret);

  /// Keys that were given when the server was started. Each has an owner of its own, named after
  /// the digest of its secret, so that the holder of one never sees what another stored.
  ///
  /// @throws IllegalArgumentException when one is not what an HTTP header can carry
  static Keyring of(Collection<String> secrets) {
    for (String secret : secrets) {
      if (secret.isEmpty() || !secret.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
        throw new IllegalArgumentException("An API key must be printable ASCII without spaces.");
      }
    }
    return new Fixed(secrets.stream().map(Fixed::digest).toList());
  }

  /// The keys that were made for that state.
  static Keyring stored(Keys keys) {
    return new StoredKeyring(keys);
  }

  /// All keys of both.
  default Keyring and(Keyring other) {
    return new Keyring() {
      @Override
      public boolean locked() {
        return Keyring.this.locked() || other.locked();
      }

      @Override
      public Optional<Grant> find(String secret) {
        return Keyring.this.find(secret).or(() -> other.find(secret));
      }
    };
  }

  /// Keys held as digests.
  final class Fixed implements Keyring {
    private static final int NAME_BYTES = 8;

    private final List<byte[]> digests;

    private Fixed(List<byte[]> digests) {
      this.digests = digests;
    }

    @Override
    public boolean locked() {
      return !digests.isEmpty();
    }

    @Override
    public Optional<Grant> find(String secret) {
      byte[] digest = digest(secret);
      List<Grant> found = new ArrayList<>();
      for (byte[] accepted : digests) {
        // All are compared, and digests of one length: the time tells nothing about a key.
        if (MessageDigest.isEqual(accepted, digest)) {
          String name = HexFormat.of().formatHex(digest, 0, NAME_BYTES);
          found.add(Grant.unlimited("key_" + name, "proj_" + name));
        }
      }
      return found.stream().findFirst();
    }

    private static byte[] digest(String key) {
      try {
        return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java has SHA-256", e);
      }
    }
  }
}
