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
  private static final int MAX_METADATA_PAIRS = 16;
  private static final int MAX_METADATA_KEY = 64;
  private static final int MAX_METADATA_VALUE = 512;

  private static final Map<String, Consumer<Cursor>> CHECKS =
      Map.ofEntries(
          // Bookkeeping of a hosted service
          entry("user", Cursor::string),
          entry("safety_identifier", field -> field.shortString(MAX_IDENTIFIER_LENGTH)),
          entry("prompt_cache_key", Cursor::string),
          entry("prompt_cache_retention", field -> field.oneOf(List.of("in_memory", "24h"))),
          entry("prompt_cache_options", Cursor::members),
          entry(
              "service_tier",
              field ->
                  field.oneOf(List.of("auto", "default", "flex", "scale", "priority", "fast"))),
          entry("metadata", InertFields::metadata),
          entry("store", InertFields::store),
          // Forms of output
          entry("verbosity", field -> only(field, "medium")),
          entry(
              "modalities",
              field -> field.elements("an array of strings").forEach(InertFields::text)),
          entry("response_format", InertFields::responseFormat),
          entry("audio", InertFields::unsupported),
          entry("prediction", InertFields::unsupported),
          entry("moderation", InertFields::unsupported),
          // Tools, in the names that the API has given up
          entry("functions", InertFields::noTools),
          entry("function_call", InertFields::noChoice),
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
    only(modality, "text");
  }

  private static void only(Cursor field, String supported) {
    String text = field.string();
    if (!text.equals(supported)) {
      throw field.unsupportedValue(
          "'" + Wording.clipped(text) + "'", "Supported values are: '" + supported + "'.");
    }
  }

  private static void store(Cursor field) {
    if (field.bool()) {
      throw field.unsupportedValue("true", "Only the default (false) value is supported.");
    }
  }

  private static void metadata(Cursor field) {
    Set<String> keys = field.members().keySet();
    if (keys.size() > MAX_METADATA_PAIRS) {
      throw field.refused(
          "object_above_max_properties",
          "Invalid 'metadata': too many properties. Expected an object with at most %d"
              + " properties, but got an object with %d properties instead.",
          MAX_METADATA_PAIRS,
          keys.size());
    }
    for (String key : keys) {
      if (key.length() > MAX_METADATA_KEY) {
        throw field.refused(
            "string_above_max_length",
            "Invalid 'metadata': key too long. Expected keys with maximum length %d, but got a key"
                + " with length %d instead.",
            MAX_METADATA_KEY,
            key.length());
      }
      field.required(key).shortString(MAX_METADATA_VALUE);
    }
  }

  private static void responseFormat(Cursor field) {
    only(field.required("type"), "text");
    field.allow(Set.of("type"));
  }

  private static void noTools(Cursor field) {
    if (!field.elements("an array of objects").isEmpty()) {
      throw field.unsupported();
    }
  }

  /// A choice where there is nothing to choose from.
  static void noChoice(Cursor field) {
    if (!field.isString() || !Set.of("none", "auto").contains(field.string())) {
      throw field.refused(
          "invalid_value",
          "Invalid value for '%1$s': '%1$s' is only allowed when '%2$s' are specified.",
          field.path(),
          field.path().equals("tool_choice") ? "tools" : "functions");
    }
  }
}
