package dev.ponder.hub;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;

/// SHA-256 digests in hexadecimal.
final class Digest {
  private static final Pattern FORM = Pattern.compile("(?:sha256:)?([0-9a-f]{64})");
  private static final int BUFFER = 1 << 20;

  private Digest() {}

  /// The digest that the text is, if it is one.
  static Optional<String> of(String text) {
    return Optional.of(FORM.matcher(text.strip().toLowerCase(Locale.ROOT)))
        .filter(matcher -> matcher.matches())
        .map(matcher -> matcher.group(1));
  }

  /// The digest of a file.
  ///
  /// @param progress is told how many bytes are done
  static String of(Path file, LongConsumer progress) throws IOException, InterruptedException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[BUFFER];
    long done = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
        done += count;
        progress.accept(done);
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
