package dev.ponder.jinja;

/// What a value is, for messages.
final class Kinds {
  private Kinds() {}

  static String of(Value value) {
    return switch (value) {
      case Text _ -> "a string";
      case Value.Whole _ -> "an int";
      case Value.Real _ -> "a float";
      case Value.Bool _ -> "a bool";
      case Value.None _ -> "None";
      case Value.Undefined _ -> "an undefined value";
      case Value.Listing _ -> "a list";
      case Value.Tuple _ -> "a tuple";
      case Value.Range _ -> "a range";
      case Value.Dict _ -> "a dict";
      case Value.View _ -> "a view of a dict";
      case Value.Generator _ -> "a generator";
      case Namespace _ -> "a namespace";
      case Loop _ -> "a loop";
      case Function _ -> "a function";
      case Macro _ -> "a macro";
      case Cycler _ -> "a cycler";
    };
  }
}
