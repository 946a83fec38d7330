package dev.ponder.protocol.responses;

import dev.ponder.core.Json;
import dev.ponder.protocol.wire.Cursor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the members of an object are. Reading one gives the members that it has, in the order of
/// the shape.
///
/// @param required those that must be there, and what they are
/// @param optional those that may be absent or null, and what they are otherwise
record Shape(Map<String, Reader> required, Map<String, Reader> optional) {

  /// Reads one value, or throws what is wrong with it.
  interface Reader {
    Json read(Cursor place);
  }

  /// The longest text of an item.
  static final int MAX_TEXT = 10 << 20;

  static final Reader ANYTHING = Cursor::value;
  static final Reader TEXT = place -> Json.of(place.shortString(MAX_TEXT));
  static final Reader ID = place -> Json.of(place.filledString(64));
  static final Reader NAME = place -> Json.of(place.filledString(128));
  static final Reader FLAG = place -> Json.of(place.bool());
  static final Reader OBJECT =
      place -> {
        place.members();
        return place.value();
      };
  static final Reader ARRAY =
      place -> {
        place.elements("an array");
        return place.value();
      };
  static final Reader STATUS = oneOf("in_progress", "completed", "incomplete");

  static Reader oneOf(String... values) {
    List<String> all = List.of(values);
    return place -> Json.of(place.oneOf(all));
  }

  /// A shape without members.
  static Shape empty() {
    return new Shape(Map.of(), Map.of());
  }

  Shape with(String name, Reader reader) {
    return new Shape(and(required, name, reader), optional);
  }

  Shape maybe(String name, Reader reader) {
    return new Shape(required, and(optional, name, reader));
  }

  private static Map<String, Reader> and(Map<String, Reader> all, String name, Reader reader) {
    Map<String, Reader> more = new LinkedHashMap<>(all);
    more.put(name, reader);
    return more;
  }

  /// Reads the members of the object at that place into `object`.
  ///
  /// @param ignored names of members that are dropped
  void read(Cursor place, Set<String> ignored, Json.Builder object) {
    required.forEach((name, reader) -> object.put(name, reader.read(place.required(name))));
    for (String name : place.members().keySet()) {
      if (!required.containsKey(name) && !optional.containsKey(name) && !ignored.contains(name)) {
        throw place.unknown(name);
      }
    }
    optional.forEach((name, reader) ->
        place.optional(name).ifPresent(member -> object.put(name, reader.read(member))));
  }
}
