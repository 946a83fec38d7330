package dev.ponder.jinja;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A value of the template language: what Python would have there.
sealed interface Value permits Text, Value.Simple, Value.Container, Value.Object {

  /// Values without parts.
  sealed interface Simple extends Value {}

  /// Values with elements.
  sealed interface Container extends Value {}

  /// Values that are only themselves.
  sealed interface Object extends Value permits Namespace, Loop, Function, Macro, Cycler {}

  /// An int of any size.
  record Whole(BigInteger value, Origin origin) implements Simple {}

  /// A float.
  record Real(double value, Origin origin) implements Simple {}

  record Bool(boolean value) implements Simple {}

  record None() implements Simple {}

  /// What a missing name or member gives: prints as nothing, is false and empty, and whatever else
  /// is done with it fails with that message.
  record Undefined(String message) implements Simple {}

  /// A list; templates cannot change one.
  record Listing(List<Value> elements) implements Container {}

  /// A tuple; the names, if any, are attributes for its elements.
  record Tuple(List<Value> elements, List<String> names) implements Container {
    static Tuple of(Value... elements) {
      return new Tuple(List.of(elements), List.of());
    }

    static Tuple of(List<Value> elements) {
      return new Tuple(elements, List.of());
    }
  }

  /// A range, with what it was made of.
  record Range(List<Value> elements, long start, long stop, long step) implements Container {
    Range cut(Slice.Places places, List<Value> cut) {
      return new Range(
          cut, start + places.first() * step, start + places.end() * step, step * places.step());
    }

    String shown() {
      return "range(" + start + ", " + stop + (step == 1 ? "" : ", " + step) + ")";
    }
  }

  /// A dict in order of insertion; the map's keys are those of [Keys].
  record Dict(Map<java.lang.Object, Entry> entries) implements Container {
    Optional<Value> find(java.lang.Object key) {
      return Optional.ofNullable(entries.get(key)).map(Entry::value);
    }

    Collection<Entry> members() {
      return entries.values();
    }
  }

  /// A key as it was given first, with its value.
  record Entry(Value key, Value value) {}

  /// What `keys()`, `values()` and `items()` of a dict give.
  record View(List<Value> elements, String kind) implements Container {}

  /// What filters such as `map` give: elements that can be gone through once.
  record Generator(ArrayDeque<Value> rest) implements Container {
    static Generator of(Collection<Value> elements) {
      return new Generator(new ArrayDeque<>(elements));
    }
  }

  None NONE = new None();
  Bool TRUE = new Bool(true);
  Bool FALSE = new Bool(false);

  static Bool of(boolean flag) {
    return flag ? TRUE : FALSE;
  }

  static Whole of(long number, Origin origin) {
    return new Whole(BigInteger.valueOf(number), origin);
  }

  /// A number that was counted, not read: nobody outside chose more of it than how much there is.
  static Whole count(long number) {
    return of(number, Origin.TEMPLATE);
  }

  static Dict dict(Map<String, ? extends Value> members) {
    Map<java.lang.Object, Entry> entries = LinkedHashMap.newLinkedHashMap(members.size());
    members.forEach((name, value) -> entries.put(name, new Entry(Text.data(name), value)));
    return new Dict(entries);
  }
}
