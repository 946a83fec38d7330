package dev.ponder.jinja;

import java.util.List;
import java.util.Optional;

/// The `loop` variable.
final class Loop implements Value.Object {
  private final Statement.For statement;
  private final Scope scope;
  private final List<Value> elements;
  private final int depth;
  private int position;
  private Optional<Value> changing = Optional.empty();

  Loop(Statement.For statement, Scope scope, List<Value> elements, int depth) {
    this.statement = statement;
    this.scope = scope;
    this.elements = elements;
    this.depth = depth;
  }

  /// The statement, for loops that call themselves.
  Statement.For statement() {
    return statement;
  }

  /// The scope around the statement.
  Scope scope() {
    return scope;
  }

  /// How many loops of the same statement are around this one.
  int depth() {
    return depth;
  }

  int length() {
    return elements.size();
  }

  int index() {
    return position + 1;
  }

  void moveTo(int index) {
    position = index;
  }

  Optional<Value> attribute(String name) {
    return switch (name) {
      case "index" -> Optional.of(Value.count(position + 1));
      case "index0" -> Optional.of(Value.count(position));
      case "revindex" -> Optional.of(Value.count(elements.size() - position));
      case "revindex0" -> Optional.of(Value.count(elements.size() - position - 1));
      case "first" -> Optional.of(Value.of(position == 0));
      case "last" -> Optional.of(Value.of(position == elements.size() - 1));
      case "length" -> Optional.of(Value.count(elements.size()));
      case "depth" -> Optional.of(Value.count(depth + 1));
      case "depth0" -> Optional.of(Value.count(depth));
      case "previtem" -> Optional.of(neighbour(position - 1, "previous"));
      case "nextitem" -> Optional.of(neighbour(position + 1, "next"));
      case "cycle" -> Optional.of(new Function("cycle", this::cycle));
      case "changed" -> Optional.of(new Function("changed", this::changed));
      default -> Optional.empty();
    };
  }

  private Value neighbour(int index, String which) {
    return index >= 0 && index < elements.size()
        ? elements.get(index)
        : new Value.Undefined("the loop has no " + which + " item here");
  }

  private Value cycle(Arguments arguments, Run run) {
    List<Value> items = arguments.positional();
    if (items.isEmpty()) {
      throw run.failed("cycle needs items to go round");
    }
    return items.get(position % items.size());
  }

  private Value changed(Arguments arguments, Run run) {
    Value now = Value.Tuple.of(arguments.positional());
    boolean differs = changing.isEmpty() || !Comparisons.equal(changing.get(), now, run);
    changing = Optional.of(now);
    return Value.of(differs);
  }
}
