package dev.ponder.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/// The small model that comes with Ponder, see `docs/nano.md`; a build may be without it.
///
/// A model is mapped, so it has to be a file: where the program is not itself unpacked, the model
/// is put into the user's cache folder under a name that tells its content. It is compared at every
/// start, which takes milliseconds, and replaced where it differs; several programs may start at
/// once. Where the cache cannot be written, it is a temporary file that goes with the process.
final class BuiltInModel {
  /// What clients call it.
  static final String NAME = "ponder-nano";

  /// What it is, to be said wherever it is used unasked.
  static final String REMARK = "a small built-in model for arithmetic, JSON and tool demos";

  private static final String RESOURCE = NAME + ".gguf";

  private BuiltInModel() {}

  /// Whether this build has it.
  static boolean exists() {
    return BuiltInModel.class.getResource(RESOURCE) != null;
  }

  /// Its file; empty where this build has none.
  ///
  /// @throws Mistake when there is no place for it
  static Optional<Path> file(Map<String, String> environment) {
    URL resource = BuiltInModel.class.getResource(RESOURCE);
    if (resource == null) {
      return Optional.empty();
    }
    try {
      if (resource.getProtocol().equals("file")) {
        return Optional.of(Path.of(URI.create(resource.toString())));
      }
      try (InputStream in = resource.openStream()) {
        return Optional.of(unpacked(in.readAllBytes(), cache(environment)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path cache(Map<String, String> environment) {
    String named = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path root =
        named.startsWith("/")
            ? Path.of(named)
            : Path.of(System.getProperty("user.home", "."), ".cache");
    return root.resolve("ponder").resolve("models");
  }

  /// A file with exactly that content: in the folder, or where that is not possible one that is
  /// deleted at exit.
  static Path unpacked(byte[] content, Path folder) {
    try {
      Files.createDirectories(folder);
      Path file = folder.resolve("%s-%s.gguf".formatted(NAME, digest(content)));
      if (!holds(file, content)) {
        write(content, file);
      }
      return file;
    } catch (IOException notThere) {
      return temporary(content, notThere);
    }
  }

  private static boolean holds(Path file, byte[] content) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && Files.size(file) == content.length
        && Arrays.equals(Files.readAllBytes(file), content);
  }

  /// Under a name of its own first, so that whoever looks finds all of it or nothing.
  private static void write(byte[] content, Path file) throws IOException {
    Path whole = Files.createTempFile(file.toAbsolutePath().getParent(), NAME, ".part");
    try {
      Files.write(whole, content);
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(whole);
    }
  }

  private static Path temporary(byte[] content, IOException why) {
    try {
      Path file = Files.createTempFile(NAME, ".gguf");
      file.toFile().deleteOnExit();
      return Files.write(file, content);
    } catch (IOException e) {
      Mistake mistake =
          new Mistake(
              "there is no place to unpack the built-in model, neither in the cache (%s) nor in the folder for temporary files (%s); --model FILE.gguf takes another"
                  .formatted(Failures.text(why), Failures.text(e)));
      mistake.initCause(e);
      throw mistake;
    }
  }

  private static String digest(byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
