package dev.ponder.api;

import dev.ponder.protocol.Sealer;
import dev.ponder.state.State;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Seals texts with AES-256 in Galois/Counter mode (NIST SP 800-38D) under a key that the state
/// keeps. A sealed text opens for the owner that it was sealed for and for nobody else.
///
/// It is base64url of one byte for the version of this format, a random nonce of 96 bits, and the
/// ciphertext with its tag of 128 bits; version and owner are authenticated with it. Random nonces
/// are safe for 2^32 texts under one key.
final class Seals {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String SECRET = "sealed-items";
  private static final byte VERSION = 1;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int SHORTEST = 1 + NONCE_BYTES + TAG_BITS / 8;

  private final SecretKey key;

  private Seals(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
  }

  /// Seals under the state's own key, so that what was sealed opens as long as the state is kept.
  static Seals of(State state) {
    return new Seals(state.secret(SECRET));
  }

  Sealer sealer(String owner) {
    return new Sealer() {
      @Override
      public String seal(String text) {
        return Seals.this.seal(owner, text);
      }

      @Override
      public Optional<String> open(String sealed) {
        return Seals.this.open(owner, sealed);
      }
    };
  }

  private String seal(String owner, String text) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, owner);
      byte[] hidden = cipher.doFinal(text.getBytes(StandardCharsets.UTF_8));
      byte[] all =
          ByteBuffer.allocate(1 + NONCE_BYTES + hidden.length)
              .put(VERSION)
              .put(nonce)
              .put(hidden)
              .array();
      return encoded(all);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has AES-GCM", e);
    }
  }

  private Optional<String> open(String owner, String sealed) {
    Optional<byte[]> all = decoded(sealed);
    if (all.isEmpty() || all.get().length < SHORTEST || all.get()[0] != VERSION) {
      return Optional.empty();
    }
    byte[] bytes = all.get();
    int start = 1 + NONCE_BYTES;
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, Arrays.copyOfRange(bytes, 1, start), owner);
      byte[] text = cipher.doFinal(bytes, start, bytes.length - start);
      return Optional.of(new String(text, StandardCharsets.UTF_8));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has AES-GCM", e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String owner) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(new byte[] {VERSION});
    cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().encodeToString(bytes);
  }

  private static Optional<byte[]> decoded(String sealed) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(sealed);
      // The decoder overlooks bits that stand for nothing.
      return Optional.of(bytes).filter(all -> sealed.equals(encoded(all)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
