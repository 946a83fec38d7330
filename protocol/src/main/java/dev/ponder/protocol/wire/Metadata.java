package dev.ponder.protocol.wire;

import dev.ponder.core.Json;
import java.util.Set;

/// The notes that clients keep with objects: up to 16 short strings by name.
public final class Metadata {
  private static final int MAX_PAIRS = 16;
  private static final int MAX_KEY = 64;
  private static final int MAX_VALUE = 512;

  private Metadata() {}

  /// The notes at that place.
  ///
  /// @throws dev.ponder.core.Problem.Exceptional when they are too many or too long, or no strings
  public static Json.Obj read(Cursor field) {
    Set<String> keys = field.members().keySet();
    if (keys.size() > MAX_PAIRS) {
      throw field.refused(
          "object_above_max_properties",
          "Invalid '%s': too many properties. Expected an object with at most %d properties, but"
              + " got an object with %d properties instead.",
          field.path(),
          MAX_PAIRS,
          keys.size());
    }
    Json.Builder notes = Json.object();
    for (String key : keys) {
      if (key.length() > MAX_KEY) {
        throw field.refused(
            "string_above_max_length",
            "Invalid '%s': key too long. Expected keys with maximum length %d, but got a key with"
                + " length %d instead.",
            field.path(),
            MAX_KEY,
            key.length());
      }
      notes.put(key, field.required(key).shortString(MAX_VALUE));
    }
    return notes.build();
  }
}
