package dev.ponder.learn.grading;

import dev.ponder.core.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The fields of a JSON object, each of which is known or refused.
final class Fields {
  private final String path;
  private final Map<String, Json> members;
  private final Set<String> read = new HashSet<>();

  private Fields(String path, Map<String, Json> members) {
    this.path = path;
    this.members = members;
  }

  /// @throws IllegalArgumentException when that is no object
  static Fields of(String path, Json value) {
    if (value instanceof Json.Obj object) {
      return new Fields(path, object.members());
    }
    throw new IllegalArgumentException(path + " must be an object");
  }

  /// Where it stands, for messages.
  String path() {
    return path;
  }

  /// What to throw about that field.
  IllegalArgumentException wrong(String name, String what) {
    return new IllegalArgumentException("%s.%s %s".formatted(path, name, what));
  }

  /// Whether the field is there and not null.
  boolean has(String name) {
    return members.containsKey(name) && !(value(name) instanceof Json.Null);
  }

  /// Notes that a field may be there.
  void skip(String name) {
    read.add(name);
  }

  /// @throws IllegalArgumentException naming a field that nobody has asked for
  void requireAllRead() {
    for (String name : members.keySet()) {
      if (!read.contains(name)) {
        throw wrong(name, "is not known here");
      }
    }
  }

  private Json value(String name) {
    read.add(name);
    Json value = members.get(name);
    if (value == null) {
      throw wrong(name, "is missing");
    }
    return value;
  }

  String text(String name) {
    if (value(name) instanceof Json.Str(String text)) {
      return text;
    }
    throw wrong(name, "must be a string");
  }

  Template template(String name) {
    try {
      return Template.of(text(name));
    } catch (IllegalArgumentException e) {
      throw told(name, e);
    }
  }

  Formula formula(String name) {
    String text = text(name);
    try {
      return Formula.of(text);
    } catch (IllegalArgumentException e) {
      throw told(name, e);
    }
  }

  private IllegalArgumentException told(String name, IllegalArgumentException e) {
    String message = String.valueOf(e.getMessage());
    return message.startsWith(path)
        ? e
        : new IllegalArgumentException(path + "." + name + " " + message, e);
  }

  /// The constant of that name, written in lower case.
  <E extends Enum<E>> E choice(String name, E[] values) {
    String text = text(name);
    for (E value : values) {
      if (spelling(value).equals(text)) {
        return value;
      }
    }
    throw wrong(
        name,
        "is '%s', not one of %s"
            .formatted(
                text, Stream.of(values).map(Fields::spelling).collect(Collectors.joining(", "))));
  }

  private static String spelling(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /// @param otherwise where the field is not there
  double number(String name, double otherwise) {
    return has(name) ? number(name, value(name)) : otherwise;
  }

  private double number(String name, Json value) {
    if (value instanceof Json.Num number && Double.isFinite(number.doubleValue())) {
      return number.doubleValue();
    }
    throw wrong(name, "must be a number");
  }

  List<Double> numbers(String name) {
    return elements(name).stream().map(value -> number(name, value)).toList();
  }

  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (Json value : elements(name)) {
      if (!(value instanceof Json.Str(String text))) {
        throw wrong(name, "must be a list of strings");
      }
      texts.add(text);
    }
    return texts;
  }

  private List<Json> elements(String name) {
    if (value(name) instanceof Json.Arr(List<Json> elements)) {
      return elements;
    }
    throw wrong(name, "must be a list");
  }

  /// The object of that name, empty where it is not there.
  Fields object(String name) {
    return has(name) ? of(path + "." + name, value(name)) : new Fields(path + "." + name, Map.of());
  }

  List<Fields> objects(String name) {
    List<Fields> objects = new ArrayList<>();
    for (Json element : elements(name)) {
      objects.add(of("%s.%s[%d]".formatted(path, name, objects.size()), element));
    }
    return objects;
  }

  /// Objects by name: one object, whose name is empty; a list of them, named by themselves; or an
  /// object of them. All three are seen in use.
  Map<String, Fields> named(String name) {
    Map<String, Fields> named = new LinkedHashMap<>();
    String own = path + "." + name;
    switch (value(name)) {
      case Json.Obj object when object.member("type").orElse(object) instanceof Json.Str ->
          named.put("", of(own, object));
      case Json.Obj object ->
          object.members().forEach((key, one) -> named.put(key, of(own + "." + key, one)));
      case Json.Arr _ -> {
        for (Fields one : objects(name)) {
          if (named.put(one.text("name"), one) != null) {
            throw wrong(name, "has two that are called '%s'".formatted(one.text("name")));
          }
        }
      }
      case Json.Str _, Json.Num _, Json.Bool _, Json.Null _ ->
          throw wrong(name, "must be an object or a list of objects");
    }
    return named;
  }
}
