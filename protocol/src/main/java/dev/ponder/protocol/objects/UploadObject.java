package dev.ponder.protocol.objects;

import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import dev.ponder.protocol.wire.Cursor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A file that comes in parts, as clients see it.
///
/// @param bytes as many as the parts must have together
/// @param file what it became, once completed
public record UploadObject(
    String id,
    long bytes,
    Instant created,
    Instant expires,
    String filename,
    String purpose,
    Status status,
    Optional<FileObject> file) {
  private static final long MOST_BYTES = 8L << 30;
  private static final int LONGEST_TEXT = 1_000;
  private static final int MD5_DIGITS = 32;
  private static final int MOST_PARTS = 10_000;

  /// Where it stands.
  public enum Status {
    PENDING("pending"),
    COMPLETED("completed"),
    CANCELLED("cancelled"),
    EXPIRED("expired");

    private final String label;

    Status(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  /// A decoded body of `POST /v1/uploads`.
  public record Creation(
      String filename,
      Purpose purpose,
      long bytes,
      String mimeType,
      Optional<Duration> expiresAfter) {}

  /// A decoded body of `POST /v1/uploads/{id}/complete`.
  ///
  /// @param partIds in the order in which they make the file
  /// @param md5 of the file, in hexadecimal digits
  public record Completion(List<String> partIds, Optional<String> md5) {
    public Completion {
      partIds = List.copyOf(partIds);
    }
  }

  /// Reads a creation.
  ///
  /// @throws Problem.Exceptional when it is not a request that can be honoured
  public static Creation decodeCreation(Json json) {
    Cursor body = Cursor.root(json);
    body.allow(Set.of("filename", "purpose", "bytes", "mime_type", "expires_after"));
    return new Creation(
        body.required("filename").filledString(LONGEST_TEXT),
        Purpose.named(body.required("purpose").string()),
        body.required("bytes").integer(1, MOST_BYTES),
        body.required("mime_type").filledString(LONGEST_TEXT),
        Expiry.decode(body, "expires_after"));
  }

  /// Reads a completion.
  ///
  /// @throws Problem.Exceptional when it is not a request that can be honoured
  public static Completion decodeCompletion(Json json) {
    Cursor body = Cursor.root(json);
    body.allow(Set.of("part_ids", "md5"));
    List<Cursor> parts = body.required("part_ids").someElements("an array of strings");
    if (parts.size() > MOST_PARTS) {
      throw body.required("part_ids")
          .refused(
              "array_above_max_length",
              "Invalid 'part_ids': array too long. Expected an array with maximum length %d, but"
                  + " got an array with length %d instead.",
              MOST_PARTS,
              parts.size());
    }
    return new Completion(
        parts.stream().map(Cursor::string).toList(),
        body.optional("md5").map(field -> field.shortString(MD5_DIGITS)));
  }

  /// The `upload` object.
  public Json.Obj json() {
    Json.Builder upload =
        Json.object()
            .put("id", id)
            .put("object", "upload")
            .put("bytes", bytes)
            .put("created_at", created.getEpochSecond())
            .put("filename", filename)
            .put("purpose", purpose)
            .put("status", status.label())
            .put("expires_at", expires.getEpochSecond());
    file.ifPresent(made -> upload.put("file", made.json()));
    return upload.build();
  }

  /// The `upload.part` object.
  public static Json.Obj part(String id, String uploadId, Instant created) {
    return Json.object()
        .put("id", id)
        .put("object", "upload.part")
        .put("created_at", created.getEpochSecond())
        .put("upload_id", uploadId)
        .build();
  }
}
