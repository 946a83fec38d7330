package dev.ponder.grammar;

import dev.ponder.core.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The negation of schemas, by De Morgan, keyword by keyword: alternatives of claims. What has no
/// such negation is refused.
final class Negation {
  private static final int MAX_DEPTH = 40;

  private static final Set<String> ANNOTATIONS =
      Set.of(
          "title",
          "description",
          "default",
          "examples",
          "example",
          "$comment",
          "$schema",
          "$id",
          "id",
          "$defs",
          "definitions",
          "deprecated",
          "readOnly",
          "writeOnly");

  private final SchemaReader reader;
  private final JsonText text;
  private final Regexes regexes;
  private int depth;

  Negation(SchemaReader reader, JsonText text, Regexes regexes) {
    this.reader = reader;
    this.text = text;
    this.regexes = regexes;
  }

  /// What it takes not to satisfy `schema`.
  ///
  /// @param asker whose keyword asks for the negation, for complaints
  List<List<Claim>> of(Located schema, Located asker) {
    if (++depth > MAX_DEPTH) {
      depth = 0;
      throw asker.unsupported("not", "it nests too deeply");
    }
    List<List<Claim>> alternatives = new ArrayList<>();
    switch (schema.json()) {
      case Json.Bool(boolean value) -> {
        if (!value) {
          alternatives.add(List.of());
        }
      }
      case Json.Obj(Map<String, Json> members) ->
          members.keySet().forEach(name -> alternatives.addAll(without(schema, name, asker)));
      case Json.Str _, Json.Num _, Json.Arr _, Json.Null _ ->
          throw schema.problem("", "schema must be an object or a boolean.");
    }
    depth--;
    return alternatives;
  }

  private List<List<Claim>> without(Located schema, String name, Located asker) {
    Keywords keywords = new Keywords(schema);
    return switch (name) {
      case "type" -> one(new Claim.Typed(keywords.types().not()));
      case "const" -> differs(schema, List.of(schema.keyword("const").orElseThrow()));
      case "enum" -> differs(schema, keywords.list("enum"));
      case "minimum" ->
          number(new Claim.AtMost(keywords.number(name), keywords.isTrue("exclusiveMinimum")));
      case "maximum" ->
          number(new Claim.AtLeast(keywords.number(name), keywords.isTrue("exclusiveMaximum")));
      case "exclusiveMinimum" -> exclusive(schema, name, true);
      case "exclusiveMaximum" -> exclusive(schema, name, false);
      case "minLength" -> string(new Claim.Length(0, keywords.count(name) - 1));
      case "maxLength" -> string(new Claim.Length(keywords.count(name) + 1, Long.MAX_VALUE));
      case "pattern" -> {
        Regex found = reader.pattern(schema, name, keywords.string(name));
        yield string(new Claim.Text(regexes.both(text.anyBody, regexes.not(found))));
      }
      case "minItems" -> typed(TypeSet.ARRAY, new Claim.Items(0, keywords.count(name) - 1));
      case "maxItems" ->
          typed(TypeSet.ARRAY, new Claim.Items(keywords.count(name) + 1, Long.MAX_VALUE));
      case "minProperties" -> typed(TypeSet.OBJECT, new Claim.Members(0, keywords.count(name) - 1));
      case "maxProperties" ->
          typed(TypeSet.OBJECT, new Claim.Members(keywords.count(name) + 1, Long.MAX_VALUE));
      case "required" -> missing(schema, keywords.required());
      case "properties" -> members(keywords.namedSchemas(name));
      case "not" -> one(new Claim.Is(schema.child("not")));
      case "$ref" -> of(reader.resolve(schema, schema.keyword(name).orElseThrow()), asker);
      case "allOf" -> {
        List<List<Claim>> any = new ArrayList<>();
        keywords.schemas(name).forEach(s -> any.addAll(of(s, asker)));
        yield any;
      }
      case "anyOf" -> {
        List<Claim> all = new ArrayList<>();
        keywords.schemas(name).forEach(s -> all.add(new Claim.OneOf(of(s, asker))));
        yield List.of(all);
      }
      default -> other(schema, name, asker);
    };
  }

  private static List<List<Claim>> other(Located schema, String name, Located asker) {
    boolean vacuous =
        name.equals("uniqueItems") && !new Keywords(schema).isTrue(name)
            || name.equals("additionalProperties")
                && schema.keyword(name).orElseThrow().equals(Json.of(true));
    if (ANNOTATIONS.contains(name) || vacuous) {
      return List.of();
    }
    throw asker.unsupported("not", "'" + name + "' has no negation that a mask can keep");
  }

  private static List<List<Claim>> one(Claim... claims) {
    return List.of(List.of(claims));
  }

  private static List<List<Claim>> typed(TypeSet type, Claim claim) {
    return one(new Claim.Typed(type), claim);
  }

  private static List<List<Claim>> number(Claim claim) {
    return typed(TypeSet.NUMBER, claim);
  }

  private static List<List<Claim>> string(Claim claim) {
    return typed(TypeSet.STRING, claim);
  }

  private static List<List<Claim>> exclusive(Located schema, String name, boolean lower) {
    if (schema.keyword(name).orElseThrow() instanceof Json.Bool) {
      return List.of();
    }
    BigDecimal bound = new Keywords(schema).number(name);
    return number(lower ? new Claim.AtMost(bound, true) : new Claim.AtLeast(bound, true));
  }

  private static List<List<Claim>> differs(Located schema, List<Json> values) {
    List<Claim> claims = new ArrayList<>();
    for (Json value : values) {
      if (JsonValues.isScalar(value)) {
        claims.add(new Claim.Differs(value));
      } else {
        claims.add(new Claim.OneOf(not(schema, value)));
      }
    }
    return List.of(claims);
  }

  /// An array or object differs in type, in size, or in one place.
  private static List<List<Claim>> not(Located schema, Json value) {
    if (value instanceof Json.Obj(Map<String, Json> members) && members.isEmpty()) {
      return List.of(
          List.of(new Claim.Typed(TypeSet.OBJECT.not())),
          List.of(new Claim.Typed(TypeSet.OBJECT), new Claim.Members(1, Long.MAX_VALUE)));
    }
    if (value instanceof Json.Arr(List<Json> elements) && elements.isEmpty()) {
      return List.of(
          List.of(new Claim.Typed(TypeSet.ARRAY.not())),
          List.of(new Claim.Typed(TypeSet.ARRAY), new Claim.Items(1, Long.MAX_VALUE)));
    }
    throw schema.unsupported("not", "only scalars and empty values can be excluded");
  }

  private static List<List<Claim>> missing(Located schema, List<String> names) {
    List<List<Claim>> alternatives = new ArrayList<>();
    for (String name : names) {
      Located never = schema.implied("never", Json.of(false));
      alternatives.addAll(typed(TypeSet.OBJECT, new Claim.Member(name, never)));
    }
    return alternatives;
  }

  private static List<List<Claim>> members(Map<String, Located> members) {
    List<List<Claim>> alternatives = new ArrayList<>();
    members.forEach((name, schema) ->
        alternatives.add(
            List.of(
                new Claim.Typed(TypeSet.OBJECT),
                new Claim.Has(name),
                new Claim.Member(name, schema.negated()))));
    return alternatives;
  }
}
