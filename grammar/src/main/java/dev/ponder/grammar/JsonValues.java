package dev.ponder.grammar;

import dev.ponder.core.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/// JSON values as JSON Schema compares them: numbers by value, objects whatever their order.
final class JsonValues {
  private static final int MAX_EXPONENT = 400;

  private JsonValues() {}

  static boolean equal(Json a, Json b) {
    return switch (a) {
      case Json.Num x -> b instanceof Json.Num y && number(x).compareTo(number(y)) == 0;
      case Json.Arr(List<Json> xs) -> {
        if (!(b instanceof Json.Arr(List<Json> ys)) || xs.size() != ys.size()) {
          yield false;
        }
        for (int i = 0; i < xs.size(); i++) {
          if (!equal(xs.get(i), ys.get(i))) {
            yield false;
          }
        }
        yield true;
      }
      case Json.Obj x -> b instanceof Json.Obj y && equalMembers(x, y);
      case Json.Str _, Json.Bool _, Json.Null _ -> a.equals(b);
    };
  }

  private static boolean equalMembers(Json.Obj x, Json.Obj y) {
    return x.members().size() == y.members().size()
        && x.members().entrySet().stream()
            .allMatch(e -> y.member(e.getKey()).filter(v -> equal(e.getValue(), v)).isPresent());
  }

  static boolean isScalar(Json value) {
    return switch (value) {
      case Json.Obj _, Json.Arr _ -> false;
      case Json.Str _, Json.Num _, Json.Bool _, Json.Null _ -> true;
    };
  }

  static boolean isWhole(BigDecimal value) {
    return value.stripTrailingZeros().scale() <= 0;
  }

  /// @throws ArithmeticException when its exponent is beyond anything that is meant seriously
  static BigDecimal number(Json.Num number) {
    BigDecimal value = new BigDecimal(number.literal());
    if (Math.abs((long) value.scale()) > MAX_EXPONENT + 1_000) {
      throw new ArithmeticException("the number " + number.literal() + " is out of range");
    }
    return value;
  }

  static TypeSet type(Json value) {
    return switch (value) {
      case Json.Null() -> TypeSet.NULL;
      case Json.Bool _ -> TypeSet.BOOLEAN;
      case Json.Num number -> isWhole(number(number)) ? TypeSet.INTEGER : TypeSet.FRACTION;
      case Json.Str _ -> TypeSet.STRING;
      case Json.Arr _ -> TypeSet.ARRAY;
      case Json.Obj _ -> TypeSet.OBJECT;
    };
  }

  /// A schema that only that array or object satisfies.
  static Json schemaOf(Json value) {
    return switch (value) {
      case Json.Arr(List<Json> elements) -> {
        List<Json> first = elements.stream().map(JsonValues::constant).toList();
        yield Json.object()
            .put("type", "array")
            .put("prefixItems", Json.of(first))
            .put("items", false)
            .put("minItems", elements.size())
            .build();
      }
      case Json.Obj(Map<String, Json> members) -> {
        Json.Builder properties = Json.object();
        members.forEach((name, member) -> properties.put(name, constant(member)));
        yield Json.object()
            .put("type", "object")
            .put("properties", properties.build())
            .put("required", Json.of(members.keySet().stream().map(Json::of).toList()))
            .put("additionalProperties", false)
            .build();
      }
      case Json.Str _, Json.Num _, Json.Bool _, Json.Null _ -> constant(value);
    };
  }

  private static Json constant(Json value) {
    return Json.object().put("const", value).build();
  }
}
