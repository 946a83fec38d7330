package dev.ponder.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.zip.CRC32;

/// The small model that comes with Ponder, see `docs/nano.md`; a build may be without it.
///
/// A model is mapped, so it has to be a file: where the program is not itself unpacked, the model
/// is put into the user's cache folder under a name that tells its content. At every start its size
/// and checksum are compared with those that the program's jar states, which takes milliseconds,
/// and it is replaced where they differ; several programs may start at once. Where the cache cannot
/// be written, it is a temporary file that goes with the process.
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
      return Optional.of(unpacked(packed(resource), cache(environment)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The content of the model, which is read only where it has to be written.
  ///
  /// @param checksum its CRC-32
  record Packed(long size, long checksum, Reading reading) {
    /// Reads all of it.
    interface Reading {
      byte[] bytes() throws IOException;
    }

    static Packed of(byte[] content) {
      return new Packed(content.length, BuiltInModel.checksum(content), content::clone);
    }

    byte[] bytes() throws IOException {
      return reading.bytes();
    }

    boolean is(byte[] content) {
      return content.length == size && BuiltInModel.checksum(content) == checksum;
    }
  }

  private static Packed packed(URL resource) throws IOException {
    if (resource.openConnection() instanceof JarURLConnection jar) {
      JarEntry entry = jar.getJarEntry();
      return new Packed(entry.getSize(), entry.getCrc(), () -> content(resource));
    }
    return Packed.of(content(resource));
  }

  private static byte[] content(URL resource) throws IOException {
    try (InputStream in = resource.openStream()) {
      return in.readAllBytes();
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
  static Path unpacked(Packed content, Path folder) {
    try {
      Files.createDirectories(folder);
      Path file =
          folder.resolve("%s-%08x-%d.gguf".formatted(NAME, content.checksum(), content.size()));
      if (!holds(file, content)) {
        write(content.bytes(), file);
      }
      return file;
    } catch (IOException notThere) {
      return temporary(content, notThere);
    }
  }

  private static boolean holds(Path file, Packed content) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && Files.size(file) == content.size()
        && content.is(Files.readAllBytes(file));
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

  private static Path temporary(Packed content, IOException why) {
    try {
      Path file = Files.createTempFile(NAME, ".gguf");
      file.toFile().deleteOnExit();
      return Files.write(file, content.bytes());
    } catch (IOException e) {
      Mistake mistake =
          new Mistake(
              "there is no place to unpack the built-in model, neither in the cache (%s) nor in the folder for temporary files (%s); --model FILE.gguf takes another"
                  .formatted(Failures.text(why), Failures.text(e)));
      mistake.initCause(e);
      throw mistake;
    }
  }

  /// It is there to notice a damaged file, not a forged one: the folder is the user's own.
  private static long checksum(byte[] content) {
    CRC32 checksum = new CRC32();
    checksum.update(content);
    return checksum.getValue();
  }
}
