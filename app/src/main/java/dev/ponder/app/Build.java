package dev.ponder.app;

import dev.ponder.compute.Kernels;
import dev.ponder.engine.Engine;
import dev.ponder.model.LanguageModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// Tells what this program computes here from what another build, Java or processor may: the last
/// bits of a sum depend on the order in which kernels add.
final class Build {
  private static final List<Class<?>> COMPUTING =
      List.of(Kernels.class, LanguageModel.class, Engine.class);

  private Build() {}

  /// @param kernels that compute
  static String identity(Kernels kernels) {
    return String.join(
        "\n",
        code().orElseGet(() -> UUID.randomUUID().toString()),
        Runtime.version().toString(),
        System.getProperty("os.arch", ""),
        kernels.name(),
        // What native kernels leave to others depends on the width of those.
        Kernels.named("vector").name());
  }

  /// A digest of the modules that compute; empty when they cannot be read, and then nothing that
  /// was computed earlier may be taken for their own.
  private static Optional<String> code() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Class<?> type : COMPUTING) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
          return Optional.empty();
        }
        add(Path.of(source.getLocation().toURI()), digest);
      }
      return Optional.of(HexFormat.of().formatHex(digest.digest()));
    } catch (IOException | UncheckedIOException | URISyntaxException e) {
      return Optional.empty();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /// Adds a jar, or all files of a folder or of a module in the runtime's image.
  private static void add(Path place, MessageDigest digest) throws IOException {
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        digest.update(place.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
        digest.update(Files.readAllBytes(file));
      }
    }
  }
}
