package dev.ponder.api;

import dev.ponder.core.Json;

/// About how much memory JSON takes: one for each character of its strings and names, and a few for
/// each value.
final class Weight {
  private static final int VALUE = 8;

  private Weight() {}

  static long of(Json json) {
    return switch (json) {
      case Json.Str(String text) -> VALUE + text.length();
      case Json.Arr(var elements) -> {
        long sum = VALUE;
        for (Json element : elements) {
          sum += of(element);
        }
        yield sum;
      }
      case Json.Obj(var members) -> {
        long sum = VALUE;
        for (var member : members.entrySet()) {
          sum += member.getKey().length() + of(member.getValue());
        }
        yield sum;
      }
      case Json.Num _, Json.Bool _, Json.Null _ -> VALUE;
    };
  }
}
