package dev.ponder.hub;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/// What the server says of a file when it is asked for its first bytes.
///
/// @param ranges whether it sends pieces
/// @param commit of the repository
record Probe(Identity identity, boolean ranges, Optional<String> commit) {
  private static final int FIRST_BYTES = 64;
  private static final byte[] MAGIC = "GGUF".getBytes(StandardCharsets.US_ASCII);

  /// Asks.
  ///
  /// @throws HubException when the file is not there, or is no GGUF file
  /// @throws IOException when it may be later
  static Probe of(RemoteFile file, Web web, Refusals refusals)
      throws IOException, InterruptedException {
    Map<String, String> range = Map.of("Range", "bytes=0-" + (FIRST_BYTES - 1));
    try (Answer answer = web.get(file.uri(), range)) {
      if (answer.status() == 416) {
        throw new HubException(file.name() + " is empty");
      }
      if (answer.status() != 200 && answer.status() != 206) {
        throw refusals.of(answer, "file " + Web.shown(file.uri()));
      }
      boolean ranges = answer.status() == 206 && answer.range().isPresent();
      long bytes = ranges ? answer.range().get().total() : answer.length().orElse(-1);
      checkStart(answer, file);
      return new Probe(identity(file, answer, bytes), ranges, answer.linked().commit());
    }
  }

  private static Identity identity(RemoteFile file, Answer answer, long bytes) {
    if (bytes < 0) {
      throw new HubException(
          answer.uri().getAuthority() + " does not say how long " + file.name() + " is");
    }
    if (bytes > HubFile.MOST_BYTES) {
      throw new HubException(
          file.name() + " is said to have " + bytes + " bytes, which is refused");
    }
    if (file.bytes().isPresent() && file.bytes().getAsLong() != bytes) {
      throw new HubException(
          "the hub lists %s with %d bytes but sends %d; pull again if it is being changed"
              .formatted(file.name(), file.bytes().getAsLong(), bytes));
    }
    Optional<String> linked = answer.linked().sha256();
    if (linked.isPresent() && file.sha256().filter(sha -> !sha.equals(linked.get())).isPresent()) {
      throw new HubException(
          ("SHA-256 of %s should be %s, but the hub has a file with %s; pull again if it is being"
                  + " changed")
              .formatted(file.name(), file.sha256().get(), linked.get()));
    }
    return new Identity(bytes, file.sha256().or(() -> linked), answer.validator());
  }

  private static void checkStart(Answer answer, RemoteFile file) throws IOException {
    byte[] start = answer.body().readNBytes(FIRST_BYTES);
    if (Arrays.equals(start, 0, Math.min(MAGIC.length, start.length), MAGIC, 0, MAGIC.length)) {
      return;
    }
    String type = answer.headers().firstValue("Content-Type").orElse("");
    String text = new String(start, StandardCharsets.ISO_8859_1).strip();
    if (type.startsWith("text/html") || text.startsWith("<")) {
      throw new HubException(Web.shown(file.uri()) + " is a web page, not a GGUF file");
    }
    throw new HubException(Web.shown(file.uri()) + " is no GGUF file");
  }
}
