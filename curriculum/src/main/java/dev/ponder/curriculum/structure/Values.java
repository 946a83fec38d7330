package dev.ponder.curriculum.structure;

import dev.ponder.core.Item;
import dev.ponder.core.Json;
import dev.ponder.core.JsonSyntaxException;
import dev.ponder.curriculum.Check;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Compares JSON by what it says: the order of members and the spelling of numbers do not count.
final class Values {
  private Values() {}

  /// Passes an answer in words that is JSON of that value.
  static Check json(Json expected) {
    return reply ->
        reply.calls().isEmpty()
            && parsed(reply.text().strip()).filter(value -> equal(value, expected)).isPresent();
  }

  /// Passes exactly those calls, in any order.
  static Check calls(List<Item.ToolCall> expected) {
    return reply -> {
      List<Item.ToolCall> missing = new ArrayList<>(expected);
      for (Item.ToolCall call : reply.calls()) {
        if (!missing.remove(
            missing.stream().filter(each -> same(each, call)).findFirst().orElse(call))) {
          return false;
        }
      }
      return missing.isEmpty();
    };
  }

  private static boolean same(Item.ToolCall one, Item.ToolCall other) {
    Optional<Json> a = parsed(one.arguments());
    Optional<Json> b = parsed(other.arguments());
    return one.name().equals(other.name())
        && a.isPresent()
        && b.isPresent()
        && equal(a.get(), b.get());
  }

  private static Optional<Json> parsed(String text) {
    try {
      return Optional.of(Json.parse(text));
    } catch (JsonSyntaxException notJson) {
      return Optional.empty();
    }
  }

  /// Whether two values say the same.
  static boolean equal(Json a, Json b) {
    if (a instanceof Json.Num(String one) && b instanceof Json.Num(String other)) {
      return sameNumber(one, other);
    }
    if (a instanceof Json.Arr(List<Json> ones) && b instanceof Json.Arr(List<Json> others)) {
      return sameElements(ones, others);
    }
    if (a instanceof Json.Obj(Map<String, Json> ones)
        && b instanceof Json.Obj(Map<String, Json> others)) {
      return ones.keySet().equals(others.keySet())
          && ones.entrySet().stream()
              .allMatch(member ->
                  equal(member.getValue(), others.getOrDefault(member.getKey(), new Json.Null())));
    }
    return a.equals(b);
  }

  private static boolean sameElements(List<Json> ones, List<Json> others) {
    if (ones.size() != others.size()) {
      return false;
    }
    for (int i = 0; i < ones.size(); i++) {
      if (!equal(ones.get(i), others.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameNumber(String one, String other) {
    try {
      return new BigDecimal(one).compareTo(new BigDecimal(other)) == 0;
    } catch (NumberFormatException beyondReach) {
      return one.equals(other);
    }
  }
}
