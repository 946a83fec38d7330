package dev.ponder.protocol.responses;

import static java.util.Map.entry;

import dev.ponder.core.Problem;
import dev.ponder.protocol.Profile;
import dev.ponder.protocol.wire.Cursor;
import dev.ponder.protocol.wire.Wording;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// The fields of a request that change nothing here: accepted in the values for which that is the
/// truth, refused by name in all others. Fields that the API does not have are refused too, so that
/// a misspelled one is never silently ignored.
final class InertFields {
  private static final int MAX_IDENTIFIER = 64;
  private static final int LEAST_THRESHOLD = 1_000;

  private static final Map<String, Consumer<Cursor>> CHECKS =
      Map.ofEntries(
          // Bookkeeping of a hosted service
          entry("user", Cursor::string),
          entry("safety_identifier", field -> field.shortString(MAX_IDENTIFIER)),
          entry("prompt_cache_key", Cursor::string),
          entry("prompt_cache_retention", field -> field.oneOf(List.of("in_memory", "24h"))),
          entry("prompt_cache_options", InertFields::cache),
          entry(
              "service_tier",
              field ->
                  field.oneOf(
                      List.of(
                          "auto", "default", "flex", "scale", "priority", "fast", "ultrafast"))),
          entry("client_metadata", Cursor::members),
          // Without tools that the server runs there is nothing to count
          entry("max_tool_calls", field -> field.integer(1, Integer.MAX_VALUE)),
          entry("top_logprobs", field -> field.integer(0, 20)),
          entry("context_management", InertFields::contextManagement),
          // What is not there
          entry("prompt", InertFields::prompt),
          entry("moderation", InertFields::unsupported),
          entry("image", InertFields::unsupported),
          entry("access_programs", InertFields::unsupported),
          entry("personality", InertFields::unsupported));

  /// Where the fields of Chat Completions have gone.
  private static final Map<String, String> MOVED =
      Map.of(
          "messages", "input",
          "max_tokens", "max_output_tokens",
          "max_completion_tokens", "max_output_tokens",
          "response_format", "text.format",
          "reasoning_effort", "reasoning.effort",
          "verbosity", "text.verbosity");

  /// What the hosted o4-mini does not have.
  private static final Set<String> NOT_HOSTED = Set.of("frequency_penalty", "presence_penalty");

  private InertFields() {}

  /// The names of the fields that are checked here.
  static Set<String> names() {
    return CHECKS.keySet();
  }

  /// Checks every field of the body except those that are `read` elsewhere.
  static void check(Cursor body, Set<String> read, Profile profile) {
    for (String name : body.members().keySet()) {
      Consumer<Cursor> check = CHECKS.get(name);
      if (check != null) {
        body.optional(name).ifPresent(check);
      } else if (!read.contains(name)) {
        throw stranger(body, name);
      }
    }
    if (profile == Profile.O4_MINI) {
      hosted(body);
    }
  }

  private static RuntimeException stranger(Cursor body, String name) {
    String moved = MOVED.get(name);
    return moved == null
        ? body.unknown(name)
        : body.required(name)
            .refused(
                "unsupported_parameter",
                "Unsupported parameter: '%1$s'. In the Responses API, this parameter has moved to"
                    + " '%2$s'. Try again with the new parameter.",
                name,
                moved);
  }

  /// What the hosted o4-mini refuses.
  private static void hosted(Cursor body) {
    for (String name : NOT_HOSTED) {
      if (body.members().containsKey(name)) {
        throw body.unknown(name);
      }
    }
    for (String name : List.of("temperature", "top_p")) {
      body.optional(name).filter(field -> field.decimal(0, 2) != 1).ifPresent(InertFields::plain);
    }
    body.optional("top_logprobs")
        .filter(field -> field.integer(0, 20) != 0)
        .ifPresent(InertFields::plain);
  }

  private static void plain(Cursor field) {
    throw field.refused(
        "Unsupported parameter: '" + field.path() + "' is not supported with this model.");
  }

  private static void unsupported(Cursor field) {
    throw field.unsupported();
  }

  private static void cache(Cursor field) {
    field.allow(Set.of("mode", "ttl"));
    field.optional("mode").ifPresent(mode -> mode.oneOf(List.of("implicit", "explicit")));
    field.optional("ttl").ifPresent(ttl -> ttl.oneOf(List.of("30m", "12h")));
  }

  private static void contextManagement(Cursor field) {
    for (Cursor each : field.someElements("an array of objects")) {
      each.allow(Set.of("type", "compact_threshold"));
      each.required("type").oneOf(List.of("compaction"));
      each.optional("compact_threshold")
          .ifPresent(count -> count.integer(LEAST_THRESHOLD, Integer.MAX_VALUE));
    }
  }

  /// There is no way to store a prompt, so none is ever found.
  private static void prompt(Cursor field) {
    String id = field.required("id").string();
    throw new Problem(
            Problem.Kind.NOT_FOUND,
            "Prompt with id '" + Wording.clipped(id) + "' not found.",
            Optional.of("prompt"),
            Optional.empty())
        .exception();
  }
}
