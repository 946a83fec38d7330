package dev.ponder.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibraryFileTest {
  private static final byte[] CONTENT = {1, 2, 3};

  @TempDir private Path cache;

  @BeforeEach
  void needsPermissions() {
    assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
  }

  @Test
  void theFileHoldsTheLibraryAndIsTheOwnersAlone() throws IOException {
    Path file = NativeLibraryFile.extracted(CONTENT, cache.resolve("a").resolve("b"));
    assertThat(file).hasBinaryContent(CONTENT);
    assertThat(permissions(file)).isEqualTo("rw-------");
    assertThat(permissions(cache.resolve("a").resolve("b"))).isEqualTo("rwx------");
  }

  @Test
  void aFolderThatOthersCouldWriteToIsClosedToThem() throws IOException {
    Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));
    NativeLibraryFile.extracted(CONTENT, cache);
    assertThat(permissions(cache)).isEqualTo("rwx------");
  }

  @Test
  void aFileOfTheSameContentIsKeptAndAnyOtherReplaced() throws IOException {
    Path file = NativeLibraryFile.extracted(CONTENT, cache);
    Object key = Files.readAttributes(file, "unix:ino").get("ino");
    NativeLibraryFile.extracted(CONTENT, cache);
    assertThat(Files.readAttributes(file, "unix:ino").get("ino")).isEqualTo(key);

    Files.write(file, new byte[] {1, 2, 4});
    assertThat(NativeLibraryFile.extracted(CONTENT, cache)).isEqualTo(file);
    assertThat(file).hasBinaryContent(CONTENT);

    Path elsewhere = Files.write(cache.resolve("elsewhere"), CONTENT);
    Files.delete(file);
    Files.createSymbolicLink(file, elsewhere);
    NativeLibraryFile.extracted(CONTENT, cache);
    assertThat(file).isRegularFile().hasBinaryContent(CONTENT);
    assertThat(Files.isSymbolicLink(file)).isFalse();
    try (var files = Files.list(cache)) {
      assertThat(files).containsExactlyInAnyOrder(file, elsewhere);
    }
  }

  @Test
  void anotherLibraryGoesToAnotherFile() throws IOException {
    assertThat(NativeLibraryFile.extracted(CONTENT, cache))
        .isNotEqualTo(NativeLibraryFile.extracted(new byte[] {4}, cache));
  }

  @Test
  void theCacheIsTheUsers() {
    assertThat(NativeLibraryFile.cache(Map.of("XDG_CACHE_HOME", "/x")))
        .isEqualTo(Path.of("/x/ponder/native"));
    Path home = Path.of(System.getProperty("user.home"), ".cache", "ponder", "native");
    assertThat(NativeLibraryFile.cache(Map.of())).isEqualTo(home);
    assertThat(NativeLibraryFile.cache(Map.of("XDG_CACHE_HOME", "relative"))).isEqualTo(home);
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
