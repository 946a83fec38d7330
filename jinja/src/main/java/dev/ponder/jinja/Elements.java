package dev.ponder.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `iter(value)`: what a loop goes through.
final class Elements {
  private Elements() {}

  static List<Value> of(Value value, Run run) {
    return ofIterable(value, run)
        .orElseThrow(() -> run.failed("cannot go through " + Kinds.of(value)));
  }

  /// The elements; empty when the value has none to go through. A generator is used up.
  static Optional<List<Value>> ofIterable(Value value, Run run) {
    return switch (value) {
      case Value.Listing list -> Optional.of(list.elements());
      case Value.Tuple tuple -> Optional.of(tuple.elements());
      case Value.Range range -> Optional.of(range.elements());
      case Value.View view -> Optional.of(view.elements());
      case Value.Dict dict -> Optional.of(keys(dict, run));
      case Value.Generator generator -> {
        run.budget().elements(generator.rest().size());
        List<Value> rest = List.copyOf(generator.rest());
        generator.rest().clear();
        yield Optional.of(rest);
      }
      case Text text -> Optional.of(characters(text, run));
      case Value.Undefined _ -> Optional.of(List.of());
      case Value.Whole _, Value.Real _, Value.Bool _, Value.None _, Value.Object _ ->
          Optional.empty();
    };
  }

  static List<Value> keys(Value.Dict dict, Run run) {
    run.budget().elements(dict.entries().size());
    return dict.members().stream().map(Value.Entry::key).toList();
  }

  /// `len(value)`; empty when it has none.
  static Optional<Integer> length(Value value) {
    return switch (value) {
      case Text text -> Optional.of(text.size());
      case Value.Listing list -> Optional.of(list.elements().size());
      case Value.Tuple tuple -> Optional.of(tuple.elements().size());
      case Value.Range range -> Optional.of(range.elements().size());
      case Value.View view -> Optional.of(view.elements().size());
      case Value.Dict dict -> Optional.of(dict.entries().size());
      case Value.Undefined _ -> Optional.of(0);
      case Loop loop -> Optional.of(loop.length());
      case Value.Generator _,
          Value.Whole _,
          Value.Real _,
          Value.Bool _,
          Value.None _,
          Namespace _,
          Function _,
          Macro _,
          Cycler _ ->
          Optional.empty();
    };
  }

  private static List<Value> characters(Text text, Run run) {
    // Each becomes a string of its own.
    run.budget().elements(4L * text.size());
    List<Value> characters = new ArrayList<>(text.size());
    int i = 0;
    while (i < text.length()) {
      int next = i + Character.charCount(text.value().codePointAt(i));
      characters.add(text.cut(i, next).asMarkup(false));
      i = next;
    }
    return characters;
  }
}
