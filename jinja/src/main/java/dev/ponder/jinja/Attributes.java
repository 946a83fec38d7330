package dev.ponder.jinja;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `object.name` and `object[key]`, with jinja2's rule that the one falls back on the other: a
/// method hides a dict's key after a dot, a key hides the method in brackets.
final class Attributes {
  private static final Set<String> CHANGES_DICT =
      Set.of("clear", "pop", "popitem", "setdefault", "update");
  private static final Set<String> CHANGES_LIST =
      Set.of("append", "clear", "pop", "reverse", "insert", "sort", "extend", "remove");

  private Attributes() {}

  static Value attribute(Value object, String name, Run run) {
    Optional<Value> own = own(object, name, run);
    if (own.isPresent()) {
      return own.get();
    }
    return object instanceof Value.Dict dict
        ? dict.find(name).orElseGet(() -> missing(object, name))
        : missing(object, name);
  }

  static Value item(Value object, Value key, Run run) {
    Optional<Value> item = ownItem(object, key, run);
    if (item.isPresent()) {
      return item.get();
    }
    return key instanceof Text name
        ? own(object, name.value(), run).orElseGet(() -> missing(object, name.value()))
        : missing(object, run.str(key).value());
  }

  private static Value missing(Value object, String name) {
    String shown = name.length() > 60 ? name.substring(0, 60) + "..." : name;
    return new Value.Undefined(Kinds.of(object) + " has no member '" + shown + "'");
  }

  /// What Python's `getattr` gives.
  private static Optional<Value> own(Value object, String name, Run run) {
    if (object instanceof Value.Undefined(String message)) {
      throw run.failed(message);
    }
    if (name.startsWith("__") && name.endsWith("__")) {
      return Optional.of(new Value.Undefined("'" + name + "' is not for templates"));
    }
    return switch (object) {
      case Text text -> TextMethods.find(text, name);
      case Value.Dict dict ->
          CHANGES_DICT.contains(name)
              ? Optional.of(unsafe(name))
              : ContainerMethods.ofDict(dict, name);
      case Value.Listing list ->
          CHANGES_LIST.contains(name)
              ? Optional.of(unsafe(name))
              : ContainerMethods.ofElements(list, list.elements(), name);
      case Value.Tuple tuple ->
          tuple.names().contains(name)
              ? Optional.of(tuple.elements().get(tuple.names().indexOf(name)))
              : ContainerMethods.ofElements(tuple, tuple.elements(), name);
      case Namespace namespace -> Optional.ofNullable(namespace.attributes().get(name));
      case Loop loop -> loop.attribute(name);
      case Cycler cycler -> cyclerAttribute(cycler, name);
      case Macro macro ->
          name.equals("name")
              ? Optional.of(Text.of(macro.definition().name(), Origin.TEMPLATE))
              : Optional.empty();
      case Value.Range range -> ContainerMethods.ofElements(range, range.elements(), name);
      case Value.View _,
          Value.Generator _,
          Value.Whole _,
          Value.Real _,
          Value.Bool _,
          Value.None _,
          Value.Undefined _,
          Function _ ->
          Optional.empty();
    };
  }

  private static Value unsafe(String name) {
    return new Value.Undefined("templates cannot change values, so there is no '" + name + "'");
  }

  private static Optional<Value> cyclerAttribute(Cycler cycler, String name) {
    return switch (name) {
      case "current" -> Optional.of(cycler.current());
      case "next" -> Optional.of(new Function(name, (arguments, run) -> cycler.next()));
      case "reset" ->
          Optional.of(
              new Function(
                  name,
                  (arguments, run) -> {
                    cycler.reset();
                    return Value.NONE;
                  }));
      default -> Optional.empty();
    };
  }

  private static Optional<Value> ownItem(Value object, Value key, Run run) {
    return switch (object) {
      case Value.Undefined(String message) -> throw run.failed(message);
      case Value.Dict dict -> Keys.of(key, run.budget()).flatMap(dict::find);
      case Value.Listing(List<Value> elements) -> element(elements, key);
      case Value.Tuple tuple -> element(tuple.elements(), key);
      case Value.Range range -> element(range.elements(), key);
      case Text text ->
          index(key, text.size()).map(i -> text.cut(text.offset(i), text.offset(i + 1)));
      default -> Optional.empty();
    };
  }

  private static Optional<Value> element(List<Value> elements, Value key) {
    return index(key, elements.size()).map(elements::get);
  }

  private static Optional<Integer> index(Value key, int size) {
    Optional<BigInteger> number = Numbers.asWhole(key).filter(n -> n.bitLength() < 32);
    if (number.isEmpty()) {
      return Optional.empty();
    }
    int index = number.get().intValue();
    int wrapped = index < 0 ? index + size : index;
    return wrapped >= 0 && wrapped < size ? Optional.of(wrapped) : Optional.empty();
  }
}
