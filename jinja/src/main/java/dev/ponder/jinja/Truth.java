package dev.ponder.jinja;

/// `bool(value)`.
final class Truth {
  private Truth() {}

  static boolean of(Value value, Run run) {
    run.budget().step();
    return switch (value) {
      case Text text -> !text.isEmpty();
      case Value.Whole whole -> whole.value().signum() != 0;
      case Value.Real real -> real.value() != 0;
      case Value.Bool bool -> bool.value();
      case Value.None _, Value.Undefined _ -> false;
      case Value.Listing list -> !list.elements().isEmpty();
      case Value.Tuple tuple -> !tuple.elements().isEmpty();
      case Value.Range range -> !range.elements().isEmpty();
      case Value.Dict dict -> !dict.entries().isEmpty();
      case Value.View view -> !view.elements().isEmpty();
      case Value.Generator _, Value.Object _ -> true;
    };
  }
}
