package dev.ponder.protocol.objects;

import dev.ponder.core.Problem;
import dev.ponder.protocol.wire.Wording;
import java.util.Optional;

/// The problems of naming what is not there.
public final class NotFound {
  private NotFound() {}

  /// No file of that id.
  public static Problem file(String id) {
    return notFound("No such File object: " + Wording.clipped(id), Optional.of("id"));
  }

  /// No upload of that id.
  public static Problem upload(String id) {
    return notFound("No such Upload object: " + Wording.clipped(id), Optional.of("upload_id"));
  }

  /// No batch of that id.
  public static Problem batch(String id) {
    return notFound("No such Batch object: " + Wording.clipped(id), Optional.of("batch_id"));
  }

  /// No part of that id belongs to the upload that is to be completed.
  public static Problem part(String id) {
    return Problem.invalid(
        "part_ids",
        "invalid_value",
        "Part '" + Wording.clipped(id) + "' does not belong to this upload.");
  }

  /// A list was to go on after an entry that it does not have.
  public static Problem cursor(String id) {
    return Problem.invalid(
        "after", "invalid_value", "Invalid 'after': no entry '" + Wording.clipped(id) + "'.");
  }

  private static Problem notFound(String message, Optional<String> param) {
    return new Problem(Problem.Kind.NOT_FOUND, message, param, Optional.empty());
  }
}
