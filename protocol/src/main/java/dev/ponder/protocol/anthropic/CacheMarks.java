package dev.ponder.protocol.anthropic;

import dev.ponder.protocol.anthropic.MessagesRequest.Caching;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds where a request marks what is to be cached.
final class CacheMarks {
  private static final String MARK = "cache_control";

  private CacheMarks() {}

  /// The longest time that a mark of the request asks for.
  static Caching of(Place body) {
    List<Place> places = new ArrayList<>(List.of(body));
    places.addAll(blocks(body.optional("system")));
    places.addAll(blocks(body.optional("tools")));
    for (Place message : blocks(body.optional("messages"))) {
      places.addAll(blocks(message.optional("content")));
    }
    Caching longest = Caching.UNMARKED;
    for (Place place : places) {
      Caching caching = place.optional(MARK).map(CacheMarks::time).orElse(Caching.UNMARKED);
      longest = caching.compareTo(longest) > 0 ? caching : longest;
    }
    return longest;
  }

  private static List<Place> blocks(Optional<Place> field) {
    return field.filter(Place::isArray).map(Place::elements).orElse(List.of());
  }

  private static Caching time(Place mark) {
    mark.required("type").oneOf(List.of("ephemeral"));
    mark.allow(Set.of("type", "ttl", "scope"));
    boolean hour =
        mark.optional("ttl").map(ttl -> ttl.oneOf(List.of("5m", "1h")).equals("1h")).orElse(false);
    return hour ? Caching.ONE_HOUR : Caching.FIVE_MINUTES;
  }
}
