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

    /// The nearest double.
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
  /// @throws JsonSyntaxException when the text is not JSON, nests deeper than 512 levels, or
  ///   repeats a member name
  static Json parse(String text) {
    return JsonReader.read(text);
  }

  /// This value as compact text.
  default String text() {
    return JsonWriter.write(this);
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
