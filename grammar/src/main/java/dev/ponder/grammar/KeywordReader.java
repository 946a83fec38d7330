package dev.ponder.grammar;

import dev.ponder.core.Json;
import dev.ponder.grammar.Facts.Pending;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/// Reads one schema's keywords, in their order, so that members keep theirs.
final class KeywordReader {
  private static final Set<String> UNSUPPORTED =
      Set.of(
          "unevaluatedItems",
          "unevaluatedProperties",
          "$dynamicRef",
          "$recursiveRef",
          "extends",
          "disallow");

  private final SchemaReader reader;
  private final Located schema;
  private final Json.Obj object;
  private final Keywords keywords;
  private final Facts facts;
  private final Set<Located> chain;
  private boolean itemsRead;
  private boolean membersRead;
  private boolean conditionRead;

  /// @param schema an object
  /// @param facts what is known so far, to which the schema's keywords are added
  /// @param chain the schemas that are being read, this one included
  KeywordReader(SchemaReader reader, Located schema, Facts facts, Set<Located> chain) {
    this.reader = reader;
    this.schema = schema;
    this.object = (Json.Obj) schema.json();
    this.facts = facts;
    this.chain = chain;
    this.keywords = new Keywords(schema);
  }

  void read() {
    Optional<Json> reference = object.member("$ref");
    if (reference.isPresent()
        && reference.get() instanceof Json.Str
        && reader.dialect().referenceStandsAlone()) {
      keyword("$ref", reference.get());
      return;
    }
    object
        .members()
        .forEach((name, value) -> {
          if (reader.dialect().knows(name)) {
            keyword(name, value);
          }
        });
  }

  private void keyword(String name, Json value) {
    switch (name) {
      case "$ref" -> reader.read(reader.resolve(schema, value), facts, chain);
      case "type" -> facts.types = facts.types.and(keywords.types());
      case "nullable" -> {}
      case "const" -> values(List.of(value));
      case "enum" -> values(keywords.list("enum"));
      case "allOf" -> keywords.schemas("allOf").forEach(s -> reader.read(s, facts, chain));
      case "anyOf" -> pending(keywords.schemas("anyOf").stream().map(KeywordReader::is).toList());
      case "oneOf" ->
          pending(
              reader.overlap().exactlyOne(schema, keywords.schemas("oneOf"), reader.negation()));
      case "not" -> pending(reader.negation().of(schema.child("not"), schema));
      case "if", "then", "else" -> condition();
      case "minimum" ->
          facts.add(new Claim.AtLeast(keywords.number(name), !keywords.isTrue("exclusiveMinimum")));
      case "maximum" ->
          facts.add(new Claim.AtMost(keywords.number(name), !keywords.isTrue("exclusiveMaximum")));
      case "exclusiveMinimum" -> exclusive(name, value, bound -> new Claim.AtLeast(bound, false));
      case "exclusiveMaximum" -> exclusive(name, value, bound -> new Claim.AtMost(bound, false));
      case "multipleOf", "divisibleBy" -> facts.multiples.add(keywords.step(name));
      case "minLength" -> facts.add(new Claim.Length(keywords.count(name), Long.MAX_VALUE));
      case "maxLength" -> facts.add(new Claim.Length(0, keywords.count(name)));
      case "pattern" ->
          facts.add(new Claim.Text(reader.pattern(schema, name, keywords.string(name))));
      case "format" -> format(keywords.string(name));
      case "minItems" -> facts.add(new Claim.Items(keywords.count(name), Long.MAX_VALUE));
      case "maxItems" -> facts.add(new Claim.Items(0, keywords.count(name)));
      case "items", "prefixItems", "additionalItems" -> items();
      case "contains" -> contains();
      case "uniqueItems" -> unique();
      case "minProperties" -> facts.add(new Claim.Members(keywords.count(name), Long.MAX_VALUE));
      case "maxProperties" -> facts.add(new Claim.Members(0, keywords.count(name)));
      case "properties", "patternProperties", "additionalProperties" -> members();
      case "required" -> keywords.required().forEach(n -> facts.add(new Claim.Has(n)));
      case "propertyNames" -> facts.names.add(schema.child(name));
      case "dependentRequired", "dependentSchemas", "dependencies" -> dependencies(name);
      default -> {
        if (UNSUPPORTED.contains(name)) {
          throw schema.unsupported(name, "no mask can keep it");
        }
      }
    }
  }

  private static List<Claim> is(Located schema) {
    return List.of(new Claim.Is(schema));
  }

  private void pending(List<List<Claim>> alternatives) {
    facts.pending.add(new Pending(alternatives, chain));
  }

  /// Scalars are compared as such; an array or object is a schema of its own.
  private void values(List<Json> allowed) {
    if (allowed.stream().allMatch(JsonValues::isScalar)) {
      facts.oneOf(allowed);
      return;
    }
    List<Json> scalars = allowed.stream().filter(JsonValues::isScalar).toList();
    List<List<Claim>> alternatives = new ArrayList<>();
    if (!scalars.isEmpty()) {
      alternatives.add(
          is(schema.implied("scalars", Json.object().put("enum", Json.of(scalars)).build())));
    }
    for (int i = 0; i < allowed.size(); i++) {
      if (!JsonValues.isScalar(allowed.get(i))) {
        alternatives.add(is(schema.implied("value " + i, JsonValues.schemaOf(allowed.get(i)))));
      }
    }
    pending(alternatives);
  }

  /// `exclusiveMinimum` was a boolean beside `minimum` up to draft 4.
  private void exclusive(
      String name, Json value, java.util.function.Function<BigDecimal, Claim> claim) {
    if (!(value instanceof Json.Bool)) {
      facts.add(claim.apply(keywords.number(name)));
    }
  }

  private void format(String format) {
    Optional<String> pattern = Formats.pattern(format);
    if (pattern.isPresent()) {
      facts.add(new Claim.Text(reader.pattern(schema, "format", pattern.get())));
    } else if (!Formats.vacuous(format) && facts.types.meets(TypeSet.STRING)) {
      throw schema.unsupported("format", "'" + format + "' is not a format that can be enforced");
    }
  }

  private void condition() {
    if (conditionRead || object.member("if").isEmpty()) {
      return;
    }
    conditionRead = true;
    List<Claim> yes = new ArrayList<>(is(schema.child("if")));
    object.member("then").ifPresent(_ -> yes.addAll(is(schema.child("then"))));
    List<List<Claim>> alternatives = new ArrayList<>(List.of(yes));
    for (List<Claim> no : reader.negation().of(schema.child("if"), schema)) {
      List<Claim> claims = new ArrayList<>(no);
      object.member("else").ifPresent(_ -> claims.addAll(is(schema.child("else"))));
      alternatives.add(claims);
    }
    pending(alternatives);
  }

  private void items() {
    if (itemsRead) {
      return;
    }
    itemsRead = true;
    boolean tuple = object.member("items").filter(i -> i instanceof Json.Arr).isPresent();
    String first = tuple ? "items" : "prefixItems";
    String rest = tuple ? "additionalItems" : "items";
    Optional<Located> others =
        object.member(rest).isPresent() ? Optional.of(schema.child(rest)) : Optional.empty();
    facts.items.add(
        new Facts.ItemGroup(
            object.member(first).isPresent() ? keywords.schemas(first) : List.of(), others));
  }

  private void contains() {
    long least = object.member("minContains").isPresent() ? keywords.count("minContains") : 1;
    long most =
        object.member("maxContains").isPresent() ? keywords.count("maxContains") : Long.MAX_VALUE;
    facts.contains.add(new Facts.Contains(schema.child("contains"), least, most));
  }

  private void unique() {
    if (keywords.isTrue("uniqueItems")) {
      facts.unique = Optional.of(schema);
    }
  }

  private void members() {
    if (membersRead) {
      return;
    }
    membersRead = true;
    Optional<Located> others =
        object.member("additionalProperties").isPresent()
            ? Optional.of(schema.child("additionalProperties"))
            : Optional.empty();
    facts.members.add(
        new Facts.MemberGroup(
            keywords.namedSchemas("properties"),
            keywords.namedSchemas("patternProperties"),
            others));
  }

  private void dependencies(String name) {
    BiFunction<String, Located, List<Claim>> then =
        (key, value) -> {
          if (value.json() instanceof Json.Arr || value.json() instanceof Json.Str) {
            return new Keywords(value).names(name).stream().<Claim>map(Claim.Has::new).toList();
          }
          return is(value);
        };
    new LinkedHashMap<>(keywords.namedSchemas(name))
        .forEach((key, value) -> {
          List<Claim> present = new ArrayList<>(List.of(new Claim.Has(key)));
          present.addAll(then.apply(key, value));
          Located never = schema.implied("never", Json.of(false));
          pending(List.of(List.of(new Claim.Member(key, never)), present));
        });
  }
}
