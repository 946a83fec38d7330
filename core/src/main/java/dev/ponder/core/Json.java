package dev.ponder.core;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A JSON value (RFC 8259), immutable; objects keep the order of their members.
public sealed interface Json {

  /// An object.
  record Obj(Map<String, Json> members) implements Json {
    public Obj {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /// The member of that name.
    public Optional<Json> member(String name) {
      return Optional.ofNullable(members.get(name));
    }
  }

  /// An array.
  record Arr(List<Json> elements) implements Json {
    public Arr {
      elements = List.copyOf(elements);
    }
  }

  /// A string.
  record Str(String value) implements Json {}

  /// A number, kept as it was written, so that no digit is lost.
  record Num(String literal) implements Json {
    /// @throws IllegalArgumentException when the text is not a JSON number
    public Num {
      if (!JsonReader.isNumber(literal)) {
        throw new IllegalArgumentException("not a JSON number: " + literal);
      }
    }

    /// The nearest double; infinite when the literal is beyond the range of doubles.
    public double doubleValue() {
      return Double.parseDouble(literal);
    }
  }

  /// `true` or `false`.
  record Bool(boolean value) implements Json {}

  /// `null`.
  record Null() implements Json {}

  /// Reads exactly one value.
  ///
  /// @throws JsonSyntaxException when the text is not JSON, nests deeper than 512 levels, repeats a
  ///   member name, or holds more than two million tokens or a number of more than 1,000 characters
  static Json parse(String text) {
    return JsonReader.read(text);
  }

  /// Reads exactly one value from UTF-8; a byte order mark before it is skipped.
  ///
  /// @throws JsonSyntaxException as [#parse(String)], and when the bytes are not UTF-8
  static Json parse(byte[] utf8) {
    return JsonReader.read(utf8);
  }

  /// This value as compact text, on one line for whatever idea of lines its reader has.
  default String text() {
    return JsonWriter.write(this);
  }

  /// Appends `text` as a JSON string, quotes included: for writers that cannot afford a tree.
  static void quote(String text, StringBuilder out) {
    JsonWriter.string(text, out);
  }

  static Str of(String value) {
    return new Str(value);
  }

  static Num of(long value) {
    return new Num(Long.toString(value));
  }

  /// @throws IllegalArgumentException for infinities and NaN, which JSON lacks
  static Num of(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("JSON has no " + value);
    }
    return new Num(Double.toString(value));
  }

  static Bool of(boolean value) {
    return new Bool(value);
  }

  static Arr of(List<? extends Json> elements) {
    return new Arr(List.copyOf(elements));
  }

  /// An object under construction; members appear in the order they are put.
  static Builder object() {
    return new Builder();
  }

  /// Collects the members of an object.
  final class Builder {
    private final LinkedHashMap<String, Json> members = new LinkedHashMap<>();

    private Builder() {}

    public Builder put(String name, Json value) {
      members.put(name, value);
      return this;
    }

    public Builder put(String name, String value) {
      return put(name, of(value));
    }

    public Builder put(String name, long value) {
      return put(name, of(value));
    }

    public Builder put(String name, double value) {
      return put(name, of(value));
    }

    public Builder put(String name, boolean value) {
      return put(name, of(value));
    }

    public Builder putNull(String name) {
      return put(name, new Null());
    }

    public Obj build() {
      return new Obj(members);
    }
  }
}
