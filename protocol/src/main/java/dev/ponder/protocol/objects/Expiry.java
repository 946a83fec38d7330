package dev.ponder.protocol.objects;

import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import dev.ponder.protocol.wire.Cursor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How long after its creation a file is kept: `{"anchor":"created_at","seconds":n}`.
public final class Expiry {
  private static final long LEAST_SECONDS = 3_600;
  private static final long MOST_SECONDS = 2_592_000;

  private Expiry() {}

  /// Reads it where it is a member of that name.
  static Optional<Duration> decode(Cursor body, String name) {
    return body.optional(name).map(Expiry::decode);
  }

  private static Duration decode(Cursor expiry) {
    expiry.allow(Set.of("anchor", "seconds"));
    expiry.required("anchor").oneOf(List.of("created_at"));
    return Duration.ofSeconds(expiry.required("seconds").integer(LEAST_SECONDS, MOST_SECONDS));
  }

  /// Reads it from the fields of a form, where its members are `expires_after[anchor]` and
  /// `expires_after[seconds]`.
  ///
  /// @param members the fields in brackets
  /// @throws Problem.Exceptional when one is missing or out of range
  public static Optional<Duration> ofForm(Map<String, String> members) {
    if (members.isEmpty()) {
      return Optional.empty();
    }
    Json.Builder expiry = Json.object();
    members.forEach(
        (name, text) -> expiry.put(name, name.equals("seconds") ? number(text) : Json.of(text)));
    Json body = Json.object().put("expires_after", expiry.build()).build();
    return decode(Cursor.root(body), "expires_after");
  }

  private static Json number(String text) {
    try {
      return new Json.Num(text);
    } catch (IllegalArgumentException e) {
      return Json.of(text);
    }
  }
}
