package dev.ponder.learn.tuning;

import dev.ponder.core.Json;
import dev.ponder.train.run.RunSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Tells whether a file, or what was read from one, is still what it was: a value of a run's
/// configuration.
final class FileDigest {
  private static final int BYTES_KEPT = 8;

  private FileDigest() {}

  /// That of the file.
  ///
  /// @throws UncheckedIOException when it cannot be read
  static String of(Path file) {
    try (var in = Files.newInputStream(file)) {
      MessageDigest digest = sha256();
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
      return text(digest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// That of the value, however it was laid out.
  static String of(Json value) {
    MessageDigest digest = sha256();
    digest.update(value.text().getBytes(StandardCharsets.UTF_8));
    return text(digest);
  }

  /// The beginning of the SHA-256, in hexadecimal digits.
  private static String text(MessageDigest digest) {
    return RunSettings.DIGEST + HexFormat.of().formatHex(digest.digest(), 0, BYTES_KEPT);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
