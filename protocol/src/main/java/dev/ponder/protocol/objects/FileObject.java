package dev.ponder.protocol.objects;

import dev.ponder.core.Json;
import java.time.Instant;
import java.util.Optional;

/// A stored file as clients see it.
///
/// @param purpose what it is for, see [Purpose]
public record FileObject(
    String id,
    long bytes,
    Instant created,
    Optional<Instant> expires,
    String filename,
    String purpose) {

  /// The `file` object. A file is whole when it can be found, so its status is always `processed`.
  public Json.Obj json() {
    Json.Builder file =
        Json.object()
            .put("id", id)
            .put("object", "file")
            .put("bytes", bytes)
            .put("created_at", created.getEpochSecond())
            .put("filename", filename)
            .put("purpose", purpose)
            .put("status", "processed");
    expires.ifPresent(time -> file.put("expires_at", time.getEpochSecond()));
    return file.build();
  }

  /// The body that answers a deletion.
  public static Json.Obj deleted(String id) {
    return Json.object().put("id", id).put("object", "file").put("deleted", true).build();
  }
}
