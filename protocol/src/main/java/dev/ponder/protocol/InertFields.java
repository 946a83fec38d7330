package dev.ponder.protocol;

import static java.util.Map.entry;

import dev.ponder.protocol.wire.Cursor;
import dev.ponder.protocol.wire.Wording;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// The fields of a request that change nothing here: accepted in the values for which that is the
/// truth, refused by name in all others. Fields that the API does not have are refused too, so that
/// a misspelled one is never silently ignored.
final class InertFields {
  private static final int MAX_IDENTIFIER_LENGTH = 64;

  private static final Map<String, Consumer<Cursor>> CHECKS =
      Map.ofEntries(
          // Bookkeeping of a hosted service
          entry("user", Cursor::string),
          entry("safety_identifier", field -> field.shortString(MAX_IDENTIFIER_LENGTH)),
          entry("prompt_cache_key", Cursor::string),
          entry("prompt_cache_retention", field -> field.oneOf(List.of("in_memory", "24h"))),
          entry("prompt_cache_options", Cursor::members),
          // Forms of output
          entry(
              "modalities",
              field -> field.elements("an array of strings").forEach(InertFields::text)),
          entry("audio", InertFields::unsupported),
          entry("prediction", InertFields::unsupported),
          entry("moderation", InertFields::unsupported),
          entry("web_search_options", InertFields::unsupported));

  private InertFields() {}

  /// The names of the fields that are checked here.
  static Set<String> names() {
    return CHECKS.keySet();
  }

  /// Checks every field of the body except those that are `honoured`.
  static void check(Cursor body, Set<String> honoured) {
    for (String name : body.members().keySet()) {
      if (!honoured.contains(name)) {
        Consumer<Cursor> check = CHECKS.get(name);
        if (check == null) {
          throw body.unknown(name);
        }
        body.optional(name).ifPresent(check);
      }
    }
  }

  private static void unsupported(Cursor field) {
    throw field.unsupported();
  }

  private static void text(Cursor modality) {
    String text = modality.string();
    if (!text.equals("text")) {
      throw modality.unsupportedValue(
          "'" + Wording.clipped(text) + "'", "Supported values are: 'text'.");
    }
  }
}
