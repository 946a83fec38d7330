package dev.ponder.grammar;

import dev.ponder.core.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The values of one schema's keywords, checked for their type.
record Keywords(Located schema) {
  private static final long MAX_COUNT = Integer.MAX_VALUE;
  private static final int MAX_DIGITS = 330;
  private static final BigDecimal MAX_STEP = BigDecimal.valueOf(1_000_000);

  private Json value(String name) {
    return schema.keyword(name).orElse(new Json.Null());
  }

  private SchemaException must(String name, String be) {
    return schema.problem(name, "'" + name + "' must be " + be + ".");
  }

  TypeSet types() {
    List<Json> names =
        value("type") instanceof Json.Arr(List<Json> several) ? several : List.of(value("type"));
    TypeSet types = TypeSet.NONE;
    for (Json name : names) {
      types = types.or(type(name));
    }
    if (isTrue("nullable")) {
      types = types.or(TypeSet.NULL);
    }
    return types;
  }

  private TypeSet type(Json name) {
    String text = name instanceof Json.Str(String value) ? value : name.text();
    return TypeSet.named(text)
        .orElseThrow(() ->
            schema.problem(
                "type",
                "'"
                    + (text.length() > 80 ? text.substring(0, 80) + "…" : text)
                    + "' is not a valid type."));
  }

  boolean isTrue(String name) {
    return value(name) instanceof Json.Bool(boolean value) && value;
  }

  String string(String name) {
    if (value(name) instanceof Json.Str(String text)) {
      return text;
    }
    throw must(name, "a string");
  }

  List<Json> list(String name) {
    if (value(name) instanceof Json.Arr(List<Json> elements)) {
      return elements;
    }
    throw must(name, "an array");
  }

  BigDecimal number(String name) {
    if (!(value(name) instanceof Json.Num number)) {
      throw must(name, "a number");
    }
    BigDecimal exact = new BigDecimal(number.literal());
    if (Math.abs((long) exact.precision() - exact.scale()) > MAX_DIGITS
        || exact.scale() > MAX_DIGITS) {
      throw schema.unsupported(name, "the number is out of range");
    }
    return exact;
  }

  /// A `multipleOf`, small enough that remainders can be states.
  BigDecimal step(String name) {
    BigDecimal step = number(name);
    if (step.signum() <= 0) {
      throw must(name, "more than 0");
    }
    BigDecimal plain = step.stripTrailingZeros();
    if (plain.movePointRight(Math.max(0, plain.scale())).compareTo(MAX_STEP) > 0
        || plain.scale() > 12) {
      throw schema.unsupported(name, "it has more than a million steps or twelve decimals");
    }
    return step;
  }

  long count(String name) {
    BigDecimal number = number(name);
    if (number.signum() < 0 || !JsonValues.isWhole(number)) {
      throw must(name, "a non-negative integer");
    }
    return number.min(BigDecimal.valueOf(MAX_COUNT)).longValueExact();
  }

  /// The schemas in a keyword's array.
  List<Located> schemas(String name) {
    List<Located> schemas = new ArrayList<>();
    for (int i = 0; i < list(name).size(); i++) {
      schemas.add(schema.child(name, Integer.toString(i)));
    }
    return schemas;
  }

  /// The schemas in a keyword's object, none when it is missing.
  Map<String, Located> namedSchemas(String name) {
    Map<String, Located> schemas = new LinkedHashMap<>();
    if (schema.keyword(name).isEmpty()) {
      return schemas;
    }
    if (!(value(name) instanceof Json.Obj(Map<String, Json> members))) {
      throw must(name, "an object");
    }
    members.keySet().forEach(key -> schemas.put(key, schema.child(name, key)));
    return schemas;
  }

  /// `required`; up to draft 3 it was a boolean of the member, which is passed over.
  List<String> required() {
    return value("required") instanceof Json.Bool ? List.of() : texts("required", list("required"));
  }

  /// This schema itself as a list of names, under that keyword.
  List<String> names(String keyword) {
    return schema.json() instanceof Json.Arr(List<Json> elements)
        ? texts(keyword, elements)
        : texts(keyword, List.of(schema.json()));
  }

  private List<String> texts(String keyword, List<Json> elements) {
    List<String> texts = new ArrayList<>();
    for (Json element : elements) {
      if (!(element instanceof Json.Str(String text))) {
        throw must(keyword, "an array of strings");
      }
      texts.add(text);
    }
    return texts;
  }
}
