package dev.ponder.protocol.objects;

import dev.ponder.core.Json;
import dev.ponder.core.JsonSyntaxException;
import dev.ponder.core.Problem;
import dev.ponder.protocol.wire.Cursor;
import java.util.LinkedHashMap;
import java.util.Map;

/// What the bodies of these requests have in common.
public final class Bodies {
  private static final int MOST_PAIRS = 16;
  private static final int LONGEST_KEY = 64;
  private static final int LONGEST_VALUE = 512;

  private Bodies() {}

  /// Reads a body, UTF-8 JSON; an absent one is an empty object.
  ///
  /// @throws Problem.Exceptional when it is not JSON
  public static Json parse(byte[] body) {
    if (body.length == 0) {
      return Json.object().build();
    }
    try {
      return Json.parse(body);
    } catch (JsonSyntaxException e) {
      String message = "We could not parse the JSON body of your request: " + e.getMessage() + ".";
      throw Problem.of(Problem.Kind.INVALID_REQUEST, message).exception();
    }
  }

  /// The metadata in a request, strings by name.
  static Map<String, String> metadata(Cursor body) {
    Map<String, String> pairs = new LinkedHashMap<>();
    body.optional("metadata").ifPresent(field -> read(field, pairs));
    return pairs;
  }

  private static void read(Cursor field, Map<String, String> pairs) {
    if (field.members().size() > MOST_PAIRS) {
      throw field.refused(
          "object_above_max_properties",
          "Invalid 'metadata': too many properties. Expected an object with at most %d properties,"
              + " but got an object with %d properties instead.",
          MOST_PAIRS,
          field.members().size());
    }
    for (String key : field.members().keySet()) {
      if (key.length() > LONGEST_KEY) {
        throw field.refused(
            "string_above_max_length",
            "Invalid 'metadata': key too long. Expected keys with maximum length %d, but got a key"
                + " with length %d instead.",
            LONGEST_KEY,
            key.length());
      }
      pairs.put(key, field.required(key).shortString(LONGEST_VALUE));
    }
  }

  /// Metadata as it is sent.
  static Json.Obj metadata(Map<String, String> pairs) {
    Json.Builder object = Json.object();
    pairs.forEach(object::put);
    return object.build();
  }
}
