package dev.ponder.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/// The SHA-256 of model files, remembered between starts, since hashing gigabytes takes seconds.
///
/// The digest of a split model is that of its parts one after the other. A file is taken as
/// unchanged while its path, size and time of last change are. What is remembered lies in the
/// user's cache folder, one small file per model; when that cannot be written, it is simply
/// computed again.
final class Fingerprint {
  private static final int CHUNK = 1 << 20;

  private final Path cache;

  Fingerprint(Console console) {
    String xdg = console.environment().getOrDefault("XDG_CACHE_HOME", "");
    Path base =
        xdg.isEmpty() ? Path.of(System.getProperty("user.home", "."), ".cache") : Path.of(xdg);
    this.cache = base.resolve("ponder");
  }

  /// The digest of the file, lower-case hex; with an adapter that of both digests.
  String sha256(Path file, Optional<Path> adapter, Console console) {
    String own = sha256(file, console);
    return adapter.map(other -> both(own, sha256(other, console))).orElse(own);
  }

  private static String both(String file, String adapter) {
    return hex(digest().digest(bytes(file + adapter)));
  }

  private String sha256(Path file, Console console) {
    try {
      Path real = file.toRealPath();
      Optional<String> known = recall(real);
      if (known.isPresent()) {
        return known.get();
      }
      String state = state(real);
      String computed = compute(real, console);
      remember(entry(real), state, computed);
      return computed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The digest, if it can be told without reading files.
  Optional<String> known(Path file, Optional<Path> adapter) {
    Optional<String> own = known(file);
    return adapter
        .map(other -> own.flatMap(digest -> known(other).map(second -> both(digest, second))))
        .orElse(own);
  }

  private Optional<String> known(Path file) {
    try {
      return recall(file.toRealPath());
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  private Path entry(Path real) {
    return cache.resolve(hex(digest().digest(bytes(real.toString()))) + ".sha256");
  }

  private static String state(Path real) throws IOException {
    StringJoiner state = new StringJoiner(" ");
    for (Path part : ModelParts.of(real)) {
      state.add(Long.toString(Files.size(part)));
      state.add(Files.getLastModifiedTime(part).toInstant().toString());
    }
    return state.toString();
  }

  private static String compute(Path file, Console console) throws IOException {
    MessageDigest digest = digest();
    List<Path> parts = ModelParts.of(file);
    long total = 0;
    for (Path part : parts) {
      total += Files.size(part);
    }
    byte[] chunk = new byte[CHUNK];
    long done = 0;
    try (ProgressBar progress = new ProgressBar(console, "Hashing " + file.getFileName());
        InputStream in = joined(parts)) {
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        digest.update(chunk, 0, read);
        done += read;
        progress.update(done, total);
      }
    }
    return hex(digest.digest());
  }

  private static InputStream joined(List<Path> parts) throws IOException {
    List<InputStream> streams = new ArrayList<>();
    for (Path part : parts) {
      streams.add(Files.newInputStream(part));
    }
    return new SequenceInputStream(Collections.enumeration(streams));
  }

  private Optional<String> recall(Path real) {
    try {
      String[] lines = Files.readString(entry(real)).split("\n");
      boolean same = lines.length == 2 && lines[0].equals(state(real));
      return same && lines[1].matches("[0-9a-f]{64}") ? Optional.of(lines[1]) : Optional.empty();
    } catch (IOException absent) {
      return Optional.empty();
    }
  }

  private static void remember(Path entry, String state, String digest) {
    try {
      Path folder = Files.createDirectories(entry.toAbsolutePath().getParent());
      Path written = Files.createTempFile(folder, "sha256", ".tmp");
      Files.writeString(written, state + "\n" + digest + "\n");
      Files.move(written, entry, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException readOnly) {
      // Only costs the same work at the next start.
    }
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
