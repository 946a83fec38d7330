package dev.ponder.compute;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Where the library comes from: a resource of this module, put into a file of the user's cache
/// that is named by its content and readable by its owner only.
final class NativeLibraryFile {
  private NativeLibraryFile() {}

  /// The library for this system, or nothing if it was not built for it.
  static Optional<byte[]> bundled() throws IOException {
    try (InputStream resource = NativeLibraryFile.class.getResourceAsStream(resource())) {
      return resource == null ? Optional.empty() : Optional.of(resource.readAllBytes());
    }
  }

  private static String resource() {
    boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac");
    String architecture = System.getProperty("os.arch");
    return "/native/%s-%s/%s"
        .formatted(
            mac ? "macos" : "linux",
            architecture.equals("amd64") || architecture.equals("x86_64") ? "x64" : architecture,
            mac ? "libponder.dylib" : "libponder.so");
  }

  /// `$XDG_CACHE_HOME/ponder/native`, by default below `~/.cache`.
  static Path cache(Map<String, String> environment) {
    String named = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path root =
        named.startsWith("/") ? Path.of(named) : Path.of(System.getProperty("user.home"), ".cache");
    return root.resolve("ponder").resolve("native");
  }

  /// A file with exactly that content in the folder: one that is there already, or a new one. The
  /// folder becomes the owner's alone.
  ///
  /// @throws IOException when it cannot be written, or the folder belongs to somebody else
  static Path extracted(byte[] library, Path folder) throws IOException {
    Files.createDirectories(folder);
    // Fails unless the folder is the user's own; nobody else may put a file there.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    Path file = folder.resolve("libponder-%s.so".formatted(digest(library)));
    if (!holds(file, library)) {
      Path whole = Files.createTempFile(folder, "libponder-", ".tmp");
      try {
        Files.write(whole, library);
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(whole);
      }
    }
    return file;
  }

  private static boolean holds(Path file, byte[] library) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && Files.size(file) == library.length
        && Arrays.equals(Files.readAllBytes(file), library);
  }

  private static String digest(byte[] library) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(library);
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
