package dev.ponder.serve;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the server shows to clients that connect by `https`: a chain of X.509 certificates and the
/// private key of the first.
public final class Certificate {
  private static final long LONGEST_FILE = 1 << 20;
  private static final List<String> KEY_KINDS = List.of("RSA", "EC", "Ed25519");
  private static final Pattern PRIVATE_KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]*)-----END PRIVATE KEY-----");

  private final List<X509Certificate> chain;
  private final PrivateKey key;

  private Certificate(List<X509Certificate> chain, PrivateKey key) {
    this.chain = chain;
    this.key = key;
  }

  /// Reads PEM files (RFC 7468).
  ///
  /// @param chain certificates, the server's own first
  /// @param key the private key as PKCS #8, not encrypted
  /// @throws IllegalArgumentException when a file is not that; the message names it
  public static Certificate read(Path chain, Path key) throws IOException {
    return new Certificate(chain(chain), key(key));
  }

  /// A store with nothing but this certificate, under that password.
  KeyStore store(String password) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      X509Certificate[] all = chain.toArray(X509Certificate[]::new);
      store.setKeyEntry("server", key, password.toCharArray(), all);
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("every Java has key stores", e);
    }
  }

  private static List<X509Certificate> chain(Path file) throws IOException {
    try {
      List<X509Certificate> chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bytes(file)))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (chain.isEmpty()) {
        throw new IllegalArgumentException(file + " holds no certificate.");
      }
      return chain;
    } catch (CertificateException e) {
      throw new IllegalArgumentException(file + " holds no certificates in PEM form.", e);
    }
  }

  private static PrivateKey key(Path file) throws IOException {
    Matcher pem = PRIVATE_KEY.matcher(new String(bytes(file), StandardCharsets.US_ASCII));
    if (!pem.find()) {
      throw new IllegalArgumentException(
          file
              + " holds no private key in PKCS #8 form (-----BEGIN PRIVATE KEY-----);"
              + " openssl pkcs8 -topk8 -nocrypt makes one.");
    }
    byte[] encoded = decoded(pem.group(1), file);
    for (String kind : KEY_KINDS) {
      try {
        return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(encoded));
      } catch (InvalidKeySpecException e) {
        // It may be of another kind.
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every Java has keys of kind " + kind, e);
      }
    }
    throw new IllegalArgumentException(file + " holds a private key of a kind that is not known.");
  }

  private static byte[] decoded(String base64, Path file) {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + " holds a private key that is damaged.", e);
    }
  }

  private static byte[] bytes(Path file) throws IOException {
    if (Files.size(file) > LONGEST_FILE) {
      throw new IllegalArgumentException(file + " is too long for a certificate or a key.");
    }
    return Files.readAllBytes(file);
  }
}
