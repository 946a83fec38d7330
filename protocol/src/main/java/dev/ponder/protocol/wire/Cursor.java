package dev.ponder.protocol.wire;

import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A place in a request: a value and the path that leads to it. Its readers give the value as the
/// type that belongs there or throw the problem, worded as OpenAI's API words it.
///
/// @param path such as `messages[0].content`; empty for the body itself
public record Cursor(String path, Json value) {
  private static final double EXACT_INTEGERS = 0x1p53;

  /// The body of a request.
  ///
  /// @throws Problem.Exceptional when it is not an object
  public static Cursor root(Json body) {
    if (body instanceof Json.Obj) {
      return new Cursor("", body);
    }
    String message =
        "Invalid type for the request body: expected an object, but got "
            + Wording.typeOf(body)
            + " instead.";
    throw new Problem(
            Problem.Kind.INVALID_REQUEST, message, Optional.empty(), Optional.of("invalid_type"))
        .exception();
  }

  // Objects

  /// The members of this object.
  public Map<String, Json> members() {
    if (value instanceof Json.Obj(Map<String, Json> members)) {
      return members;
    }
    throw wrongType("an object");
  }

  /// Refuses members of other names than these.
  public void allow(Set<String> names) {
    for (String name : members().keySet()) {
      if (!names.contains(name)) {
        throw unknown(name);
      }
    }
  }

  /// The API has no member of that name here.
  public Problem.Exceptional unknown(String name) {
    Cursor stranger = child(Wording.clipped(name));
    return stranger.refused("unknown_parameter", "Unknown parameter: '%s'.", stranger.path);
  }

  /// The member of that name.
  public Cursor required(String name) {
    if (!members().containsKey(name)) {
      throw missing(name);
    }
    return child(name);
  }

  /// The member of that name is absent and must not be.
  public Problem.Exceptional missing(String name) {
    Cursor absent = child(name);
    return absent.refused(
        "missing_required_parameter", "Missing required parameter: '%s'.", absent.path);
  }

  /// The member of that name, unless it is absent or null.
  public Optional<Cursor> optional(String name) {
    return Optional.of(child(name)).filter(member -> !(member.value instanceof Json.Null));
  }

  private Cursor child(String name) {
    String place = path.isEmpty() ? name : path + "." + name;
    return new Cursor(place, members().getOrDefault(name, new Json.Null()));
  }

  // Arrays

  /// The elements of this array.
  ///
  /// @param expected what belongs here, for the message
  public List<Cursor> elements(String expected) {
    if (!(value instanceof Json.Arr(List<Json> elements))) {
      throw wrongType(expected);
    }
    List<Cursor> places = new ArrayList<>(elements.size());
    for (int i = 0; i < elements.size(); i++) {
      places.add(new Cursor(path + "[" + i + "]", elements.get(i)));
    }
    return places;
  }

  /// The elements of this array, of which there must be one.
  public List<Cursor> someElements(String expected) {
    List<Cursor> elements = elements(expected);
    if (elements.isEmpty()) {
      throw refused(
          "empty_array",
          "Invalid '%s': empty array. Expected an array with minimum length 1, but got an empty"
              + " array instead.",
          path);
    }
    return elements;
  }

  // Strings, booleans, numbers

  public boolean isString() {
    return value instanceof Json.Str;
  }

  /// This string, well-formed: what cannot be written in UTF-8 is replaced.
  public String string() {
    if (value instanceof Json.Str(String text)) {
      return wellFormed(text);
    }
    throw wrongType("a string");
  }

  /// This string of at least one and at most `longest` characters.
  public String filledString(int longest) {
    String text = shortString(longest);
    if (text.isEmpty()) {
      throw refused(
          "empty_string",
          "Invalid '%s': empty string. Expected a string with minimum length 1, but got an empty"
              + " string instead.",
          path);
    }
    return text;
  }

  /// This string of at most `longest` characters.
  public String shortString(int longest) {
    String text = string();
    if (text.length() > longest) {
      throw refused(
          "string_above_max_length",
          "Invalid '%s': string too long. Expected a string with maximum length %d, but got a"
              + " string with length %d instead.",
          path,
          longest,
          text.length());
    }
    return text;
  }

  /// This string, which must be one of these.
  public String oneOf(List<String> supported) {
    String text = string();
    if (!supported.contains(text)) {
      throw refused(
          "invalid_value",
          "Invalid value: '%s'. Supported values are: %s.",
          Wording.clipped(text),
          Wording.listed(supported));
    }
    return text;
  }

  /// This boolean.
  public boolean bool() {
    if (value instanceof Json.Bool(boolean flag)) {
      return flag;
    }
    throw wrongType("a boolean");
  }

  /// This number, from `low` to `high`.
  public double decimal(double low, double high) {
    if (!(value instanceof Json.Num number)) {
      throw wrongType("a decimal");
    }
    double decimal = number.doubleValue();
    if (decimal < low) {
      throw below("decimal", Json.of(low), number);
    }
    if (decimal > high) {
      throw above("decimal", Json.of(high), number);
    }
    return decimal;
  }

  /// This whole number, from `low` to `high`; `2.0` and `2e0` are whole too.
  public long integer(long low, long high) {
    if (!(value instanceof Json.Num number)) {
      throw wrongType("an integer");
    }
    double nearest = number.doubleValue();
    if (nearest != Math.rint(nearest)) {
      throw wrongType("an integer");
    }
    if (nearest < low) {
      throw below("integer", Json.of(low), number);
    }
    if (nearest > high) {
      throw above("integer", Json.of(high), number);
    }
    if (Math.abs(nearest) < EXACT_INTEGERS) {
      return (long) nearest;
    }
    // Beyond 2^53 the double is only near, and may have been rounded onto a bound.
    BigDecimal exact = new BigDecimal(number.literal());
    if (exact.compareTo(BigDecimal.valueOf(low)) < 0) {
      throw below("integer", Json.of(low), number);
    }
    if (exact.compareTo(BigDecimal.valueOf(high)) > 0) {
      throw above("integer", Json.of(high), number);
    }
    return exact.longValue();
  }

  // Problems

  /// A problem with this place that has no code.
  public Problem.Exceptional refused(String message) {
    return new Problem(Problem.Kind.INVALID_REQUEST, message, Optional.of(path), Optional.empty())
        .exception();
  }

  /// This value has the wrong type.
  public Problem.Exceptional wrongType(String expected) {
    return refused(
        "invalid_type",
        "Invalid type for '%s': expected %s, but got %s instead.",
        path,
        expected,
        Wording.typeOf(value));
  }

  /// The parameter as such is one that we do not have.
  public Problem.Exceptional unsupported() {
    return refused(
        "unsupported_parameter",
        "Unsupported parameter: '%s' is not supported with this model.",
        path);
  }

  /// The value is one that other models support.
  public Problem.Exceptional unsupportedValue(String shown, String supported) {
    return refused(
        "unsupported_value",
        "Unsupported value: '%s' does not support %s with this model. %s",
        path,
        shown,
        supported);
  }

  /// A problem with this place.
  public Problem.Exceptional refused(String code, String format, Object... arguments) {
    return Problem.invalid(path, code, format.formatted(arguments)).exception();
  }

  private Problem.Exceptional below(String kind, Json.Num low, Json.Num number) {
    return refused(
        kind + "_below_min_value",
        "Invalid '%s': %s below minimum value. Expected a value >= %s, but got %s instead.",
        path,
        kind,
        Wording.bound(low),
        Wording.clipped(number.literal()));
  }

  private Problem.Exceptional above(String kind, Json.Num high, Json.Num number) {
    return refused(
        kind + "_above_max_value",
        "Invalid '%s': %s above maximum value. Expected a value <= %s, but got %s instead.",
        path,
        kind,
        Wording.bound(high),
        Wording.clipped(number.literal()));
  }

  private static String wellFormed(String text) {
    StringBuilder repaired = new StringBuilder();
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      int point = text.codePointAt(i);
      if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
        repaired.append(text, from, i).append('\ufffd');
        from = i + 1;
      } else if (Character.isSupplementaryCodePoint(point)) {
        i++;
      }
    }
    return from == 0 ? text : repaired.append(text, from, text.length()).toString();
  }
}
