package dev.ponder.protocol.anthropic;

import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A place in a request: a value and the path that leads to it. Its readers give the value as the
/// type that belongs there or throw the problem, worded as Anthropic's API words it.
///
/// @param path such as `messages.0.content`; empty for the body itself
record Place(String path, Json value, Extras extras) {
  private static final int CLIP = 100;
  private static final Pattern LONE_SURROGATES = Pattern.compile("\\p{Cs}");

  /// The body of a request.
  ///
  /// @throws Problem.Exceptional when it is not an object
  static Place root(Json body, Extras extras) {
    Place root = new Place("", body, extras);
    root.members();
    return root;
  }

  // Objects

  /// The members of this object.
  Map<String, Json> members() {
    if (value instanceof Json.Obj(Map<String, Json> members)) {
      return members;
    }
    throw refused("Input should be a valid dictionary");
  }

  /// Refuses members of other names than these, where extras are refused.
  void allow(Set<String> names) {
    for (String name : members().keySet()) {
      if (!names.contains(name) && extras == Extras.REFUSED) {
        throw step(clipped(name)).refused("Extra inputs are not permitted");
      }
    }
  }

  /// The member of that name.
  Place required(String name) {
    Place member = member(name);
    if (!members().containsKey(name)) {
      throw member.refused("Field required");
    }
    return member;
  }

  /// The member of that name, unless it is absent or null.
  Optional<Place> optional(String name) {
    return Optional.of(member(name)).filter(member -> !(member.value instanceof Json.Null));
  }

  private Place member(String name) {
    Json found = members().getOrDefault(name, new Json.Null());
    return new Place(step(name).path, found, extras);
  }

  /// The same value, one step further down the path: the API names the kind of a thing as if it
  /// were a member.
  Place step(String name) {
    return new Place(path.isEmpty() ? name : path + "." + name, value, extras);
  }

  // Arrays

  boolean isArray() {
    return value instanceof Json.Arr;
  }

  /// The elements of this array.
  List<Place> elements() {
    if (!(value instanceof Json.Arr(List<Json> elements))) {
      throw refused("Input should be a valid list");
    }
    List<Place> places = new ArrayList<>(elements.size());
    for (int i = 0; i < elements.size(); i++) {
      places.add(new Place(path + "." + i, elements.get(i), extras));
    }
    return places;
  }

  // Strings, booleans, numbers

  boolean isString() {
    return value instanceof Json.Str;
  }

  /// This string, well-formed: what cannot be written in UTF-8 is replaced.
  String string() {
    if (value instanceof Json.Str(String text)) {
      return LONE_SURROGATES.matcher(text).replaceAll("\ufffd");
    }
    throw refused("Input should be a valid string");
  }

  /// This string, which must not be empty.
  String filled() {
    String text = string();
    if (text.isEmpty()) {
      throw refused("String should have at least 1 character");
    }
    return text;
  }

  /// This string, which must be one of these.
  String oneOf(List<String> expected) {
    if (!(value instanceof Json.Str(String text)) || !expected.contains(text)) {
      throw refused("Input should be " + alternatives(expected));
    }
    return text;
  }

  boolean bool() {
    if (value instanceof Json.Bool(boolean flag)) {
      return flag;
    }
    throw refused("Input should be a valid boolean");
  }

  /// This number, from `low` to `high`.
  double decimal(double low, double high) {
    if (!(value instanceof Json.Num number)) {
      throw refused("Input should be a valid number");
    }
    return within(number.doubleValue(), low, high);
  }

  /// This whole number, from `low` to `high`; `2.0` and `2e0` are whole too.
  int integer(int low, int high) {
    if (!(value instanceof Json.Num number)
        || number.doubleValue() != Math.rint(number.doubleValue())) {
      throw refused("Input should be a valid integer");
    }
    return (int) within(number.doubleValue(), low, high);
  }

  private double within(double number, double low, double high) {
    if (number < low) {
      throw refused("Input should be greater than or equal to " + shown(low));
    }
    if (number > high) {
      throw refused("Input should be less than or equal to " + shown(high));
    }
    return number;
  }

  // Problems

  /// A problem with this place.
  Problem.Exceptional refused(String complaint) {
    String message = path.isEmpty() ? complaint : path + ": " + complaint;
    return new Problem(
            Problem.Kind.INVALID_REQUEST,
            message,
            Optional.of(path).filter(each -> !each.isEmpty()),
            Optional.empty())
        .exception();
  }

  /// `text`, or its beginning when it is too long for a message.
  static String clipped(String text) {
    return text.length() <= CLIP ? text : text.substring(0, CLIP) + "…";
  }

  /// `'a', 'b' or 'c'`.
  private static String alternatives(List<String> names) {
    String quoted = names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
    int last = quoted.lastIndexOf(", ");
    return last < 0 ? quoted : quoted.substring(0, last) + " or " + quoted.substring(last + 2);
  }

  /// A bound as people write it: `2`, not `2.0`.
  private static String shown(double bound) {
    return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
  }
}
