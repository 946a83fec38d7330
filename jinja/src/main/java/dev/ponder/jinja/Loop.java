package dev.ponder.jinja;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Predicate;

/// The `loop` variable. The filter of a loop is asked as late as Python asks it, since it may
/// depend on what the body sets: for the next element when the body is done, unless somebody looks
/// ahead.
final class Loop implements Value.Object {
  private final Statement.For statement;
  private final Scope scope;
  private final int depth;
  private final Iterator<Value> elements;
  private final Predicate<Value> filter;
  private final int size;
  private final Deque<Value> ahead = new ArrayDeque<>();
  private Optional<Value> previous = Optional.empty();
  private Optional<Value> current = Optional.empty();
  private int position = -1;
  private Optional<Value> changing = Optional.empty();

  /// A loop over all elements that the statement's filter, if it has one, lets through.
  Loop(Place place, List<Value> elements, Predicate<Value> filter) {
    this.statement = place.statement();
    this.scope = place.scope();
    this.depth = place.depth();
    this.elements = elements.iterator();
    this.filter = filter;
    this.size = elements.size();
  }

  /// A loop's statement, the scope around it, and how many loops of the same are around this one.
  record Place(Statement.For statement, Scope scope, int depth) {
    Place deeper() {
      return new Place(statement, scope, depth + 1);
    }
  }

  Place place() {
    return new Place(statement, scope, depth);
  }

  /// Whether there is another element, which is then the current one.
  boolean advance() {
    if (!peek()) {
      return false;
    }
    previous = current;
    current = Optional.of(ahead.removeFirst());
    position++;
    return true;
  }

  Value current() {
    return current.orElseThrow(NoSuchElementException::new);
  }

  boolean isEmpty() {
    return position < 0;
  }

  private boolean peek() {
    while (ahead.isEmpty() && elements.hasNext()) {
      Value element = elements.next();
      if (filter.test(element)) {
        ahead.add(element);
      }
    }
    return !ahead.isEmpty();
  }

  int length() {
    if (statement.filter().isEmpty()) {
      return size;
    }
    while (elements.hasNext()) {
      Value element = elements.next();
      if (filter.test(element)) {
        ahead.add(element);
      }
    }
    return position + 1 + ahead.size();
  }

  int index() {
    return position + 1;
  }

  Optional<Value> attribute(String name) {
    return switch (name) {
      case "index" -> Optional.of(Value.count(position + 1));
      case "index0" -> Optional.of(Value.count(position));
      case "revindex" -> Optional.of(Value.count(length() - position));
      case "revindex0" -> Optional.of(Value.count(length() - position - 1));
      case "first" -> Optional.of(Value.of(position == 0));
      case "last" -> Optional.of(Value.of(!peek()));
      case "length" -> Optional.of(Value.count(length()));
      case "depth" -> Optional.of(Value.count(depth + 1));
      case "depth0" -> Optional.of(Value.count(depth));
      case "previtem" -> Optional.of(previous.orElseGet(() -> missing("previous")));
      case "nextitem" -> Optional.of(peek() ? ahead.getFirst() : missing("next"));
      case "cycle" -> Optional.of(new Function("cycle", this::cycle));
      case "changed" -> Optional.of(new Function("changed", this::changed));
      default -> Optional.empty();
    };
  }

  private static Value missing(String which) {
    return new Value.Undefined("the loop has no " + which + " item here");
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
