package dev.ponder.reason;

import java.util.Optional;
import java.util.Set;

/// Recognises calls written as JSON, one object after another or in an array, and passes their
/// arguments on as they come.
///
/// ```text
///            {                head, {             }              }
///  BETWEEN -----> OBJECT ----------------> ARGUMENTS -----> REST -----> BETWEEN
///     |              |  no call
///     +-- other -----+-----------> REFUSED
/// ```
///
/// A head is everything from `{"name": "f"` to the brace that begins the arguments. Between marks
/// an object that orders its members otherwise is a call once it is complete; without them it is
/// none. What was refused is the caller's to say.
final class JsonCalls {
  /// An object whose name comes later is read as a whole: looking at all of it again for each of
  /// its members would take too long.
  private static final int LONGEST_HEAD = 2_000;

  private enum State {
    BETWEEN,
    OBJECT,
    ARGUMENTS,
    REST,
    REFUSED
  }

  private final Optional<Set<String>> names;
  private final StringBuilder raw = new StringBuilder();
  private final StringBuilder arguments = new StringBuilder();
  private State state = State.BETWEEN;
  private JsonExtent extent = new JsonExtent();
  private int objectFrom;
  private boolean valueFollows;
  private boolean called;

  private JsonCalls(Optional<Set<String>> names) {
    this.names = names;
  }

  /// For text that a model has marked as calls: any name will do.
  static JsonCalls marked() {
    return new JsonCalls(Optional.empty());
  }

  /// For text that only looks like calls: it is one if it calls one of these.
  static JsonCalls unmarked(Set<String> names) {
    return new JsonCalls(Optional.of(names));
  }

  void accept(char c, EventWriter out) {
    switch (state) {
      case BETWEEN -> between(c);
      case OBJECT -> object(c, out);
      case ARGUMENTS -> {
        arguments.append(c);
        extent.accept(c);
        if (extent.depth() == 1) {
          flush(out);
          out.endCall();
          state = State.REST;
        }
      }
      case REST -> {
        if (extent.accept(c)) {
          state = State.BETWEEN;
        }
      }
      case REFUSED -> raw.append(c);
    }
  }

  /// Passes on the arguments that have come.
  void flush(EventWriter out) {
    out.arguments(arguments.toString());
    arguments.setLength(0);
  }

  /// No more text follows: an open call ends, and an object that is none is refused.
  void end(EventWriter out) {
    switch (state) {
      case ARGUMENTS -> {
        flush(out);
        out.endCall();
      }
      case OBJECT -> {
        if (names.isEmpty()) {
          whole(CallShape.guessed(raw.substring(objectFrom)), out);
        } else {
          refuse();
        }
      }
      case BETWEEN, REST, REFUSED -> {}
    }
    if (state == State.REFUSED && names.isEmpty()) {
      CallShape.guessed(raw.toString()).ifPresent(call -> whole(Optional.of(call), out));
    }
  }

  boolean refused() {
    return state == State.REFUSED;
  }

  /// Whether what has come ends within a string.
  boolean inString() {
    return switch (state) {
      case OBJECT, ARGUMENTS, REST -> extent.inString();
      case BETWEEN, REFUSED -> false;
    };
  }

  /// Whether there was a call.
  boolean called() {
    return called;
  }

  /// Whether text is held back that may be refused.
  boolean holding() {
    return switch (state) {
      case BETWEEN, OBJECT, REFUSED -> !raw.isEmpty();
      case ARGUMENTS, REST -> false;
    };
  }

  /// The text since the last call.
  String rest() {
    return raw.toString();
  }

  private void between(char c) {
    raw.append(c);
    if (c == '{') {
      state = State.OBJECT;
      objectFrom = raw.length() - 1;
      extent = new JsonExtent();
      extent.accept(c);
      valueFollows = false;
    } else if (!Character.isWhitespace(c) && "[],;".indexOf(c) < 0) {
      refuse();
    }
  }

  private void object(char c, EventWriter out) {
    if (valueFollows && !Character.isWhitespace(c)) {
      valueFollows = false;
      if (beginsArguments(c, out)) {
        return;
      }
    }
    if (state == State.REFUSED) {
      raw.append(c);
      return;
    }
    raw.append(c);
    if (extent.accept(c)) {
      String object = raw.substring(objectFrom);
      Optional<CallShape> call = CallShape.of(object);
      whole(names.isEmpty() ? call.or(() -> CallShape.guessed(object)) : call, out);
    } else {
      valueFollows |= c == ':' && extent.depth() == 1 && !extent.inString();
    }
  }

  /// Whether the arguments of a call begin with this character; refuses what cannot become one.
  private boolean beginsArguments(char c, EventWriter out) {
    if (raw.length() - objectFrom > LONGEST_HEAD) {
      return false;
    }
    String head = raw.substring(objectFrom);
    Optional<String> name = CallShape.nameOfHead(head);
    if (name.isPresent() && c == '{' && known(name.get(), head)) {
      raw.setLength(0);
      called = true;
      out.startCall(name.get());
      extent.accept(c);
      arguments.append(c);
      state = State.ARGUMENTS;
      return true;
    }
    boolean hopeless =
        name.isPresent()
            ? !known(name.get(), head)
            : names.isPresent() && !CallShape.mayBegin(head);
    if (hopeless) {
      refuse();
    }
    return false;
  }

  /// The names of unmarked calls must be spelled plainly, as [UnmarkedCalls] expects them.
  private boolean known(String name, String head) {
    return known(name) && (names.isEmpty() || head.contains(TemplateJson.quoted(name)));
  }

  private boolean known(String name) {
    return !name.isEmpty() && (names.isEmpty() || names.get().contains(name));
  }

  private void whole(Optional<CallShape> call, EventWriter out) {
    if (names.isEmpty() && call.isPresent() && known(call.get().name())) {
      raw.setLength(0);
      called = true;
      out.call(call.get().name(), call.get().arguments());
      state = State.BETWEEN;
    } else {
      refuse();
    }
  }

  private void refuse() {
    state = State.REFUSED;
  }
}
