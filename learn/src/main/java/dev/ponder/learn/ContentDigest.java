package dev.ponder.learn;

import dev.ponder.core.Json;
import dev.ponder.train.run.RunSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// Tells whether a file, or what was read or made, is still what it was: a value of a run's
/// configuration.
public final class ContentDigest {
  private static final int BYTES_KEPT = 8;

  private ContentDigest() {}

  /// That of those numbers.
  public static String of(List<int[]> all) {
    MessageDigest digest = sha256();
    for (int[] numbers : all) {
      digest.update(Arrays.toString(numbers).getBytes(StandardCharsets.US_ASCII));
    }
    return text(digest);
  }

  /// That of the file.
  ///
  /// @throws UncheckedIOException when it cannot be read
  public static String of(Path file) {
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
  public static String of(Json value) {
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
