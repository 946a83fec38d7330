package dev.ponder.jinja;

import dev.ponder.core.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes values of what the caller hands in.
final class Inputs {
  private Inputs() {}

  static Value value(Input input) {
    return switch (input) {
      case Input.Vouched(String text) -> Text.of(text, Origin.TEMPLATE);
      case Input.Data(Json json) -> value(json);
      case Input.Elements(List<Input> elements) -> {
        List<Value> values = new ArrayList<>(elements.size());
        elements.forEach(element -> values.add(value(element)));
        yield new Value.Listing(values);
      }
      case Input.Members(Map<String, Input> members) -> {
        Map<String, Value> values = new LinkedHashMap<>();
        members.forEach((name, member) -> values.put(name, value(member)));
        yield Value.dict(values);
      }
    };
  }

  private static Value value(Json json) {
    return switch (json) {
      case Json.Obj(Map<String, Json> members) -> {
        Map<String, Value> values = new LinkedHashMap<>();
        members.forEach((name, member) -> values.put(name, value(member)));
        yield Value.dict(values);
      }
      case Json.Arr(List<Json> elements) -> {
        List<Value> values = new ArrayList<>(elements.size());
        elements.forEach(element -> values.add(value(element)));
        yield new Value.Listing(values);
      }
      case Json.Str(String text) -> Text.data(text);
      case Json.Num number -> Numbers.fromJson(number);
      case Json.Bool(boolean flag) -> Value.of(flag);
      case Json.Null() -> Value.NONE;
    };
  }
}
