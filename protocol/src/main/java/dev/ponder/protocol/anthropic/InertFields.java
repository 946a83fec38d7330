package dev.ponder.protocol.anthropic;

import static java.util.Map.entry;

import dev.ponder.core.Problem;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// The fields of a request that change nothing here: accepted in the values for which that is the
/// truth, refused by name in all others.
final class InertFields {
  private static final Map<String, Consumer<Place>> CHECKS =
      Map.ofEntries(
          // Bookkeeping of a hosted service
          entry("metadata", InertFields::metadata),
          entry("service_tier", field -> field.oneOf(List.of("auto", "standard_only"))),
          entry("speed", field -> field.oneOf(List.of("standard", "fast"))),
          entry("inference_geo", Place::string),
          entry("diagnostics", Place::members),
          entry("billing_policy", InertFields::anything),
          entry("user_profile_id", Place::string),
          entry("workspace_id", Place::string),
          // Where else a request could go if this model declined it
          entry("fallbacks", InertFields::anything),
          entry("fallback_credit_token", InertFields::anything),
          // Read by [CacheMarks]
          entry("cache_control", Place::members),
          // What runs on the provider's side
          entry("container", InertFields::unavailable),
          entry("mcp_servers", InertFields::none),
          entry("compaction", InertFields::unavailable),
          entry("thread", InertFields::thread));

  private InertFields() {}

  /// The names of the fields that are checked here.
  static Set<String> names() {
    return CHECKS.keySet();
  }

  /// Checks every field of the body except those that are `honoured`.
  static void check(Place body, Set<String> honoured) {
    Set<String> known = new HashSet<>(honoured);
    known.addAll(CHECKS.keySet());
    body.allow(known);
    CHECKS.forEach((name, check) -> body.optional(name).ifPresent(check));
  }

  private static void metadata(Place field) {
    field.allow(Set.of("user_id"));
    field.optional("user_id").ifPresent(Place::string);
  }

  /// Conversations are not kept between requests. Clients that are told so send all of it again.
  private static void thread(Place field) {
    if (field.required("type").oneOf(List.of("create", "continue")).equals("continue")) {
      String id = field.required("previous_message_id").string();
      throw new Problem(
              Problem.Kind.NOT_FOUND,
              "thread: no thread is kept that ends with " + Place.clipped(id),
              Optional.of("thread"),
              Optional.of("thread_not_found"))
          .exception();
    }
  }

  private static void anything(Place field) {}

  private static void none(Place field) {
    if (!field.elements().isEmpty()) {
      unavailable(field);
    }
  }

  private static void unavailable(Place field) {
    throw field.refused("not available on this server; leave it out");
  }
}
