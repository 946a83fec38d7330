package dev.ponder.grammar;

import dev.ponder.core.Json;
import dev.ponder.grammar.ValueShape.ArrayShape;
import dev.ponder.grammar.ValueShape.Free;
import dev.ponder.grammar.ValueShape.Member;
import dev.ponder.grammar.ValueShape.ObjectShape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Turns a schema into a grammar.
///
/// Every value's place in the schema is a conjunction of subschemas: a member may be named by two
/// parts of an `allOf`, and must then satisfy both. Each conjunction that can be reached becomes
/// one [ValueShape], once, which is also how recursion ends. Then shapes that no value can fill are
/// found, by proving all others fillable from the leaves up, and left out; a mask never leads to
/// where nothing can follow.
final class SchemaCompiler {
  private static final int MAX_SHAPES = 20_000;
  private static final int MAX_KEY_CLASSES = 64;

  /// A shape that is referred to but not yet known.
  private record Unread(ValueShape shape, List<Located> schemas) {}

  private final Regexes regexes;
  private final JsonText text;
  private final Scalars scalars;
  private final SchemaReader reader;
  private final ValuePlaces places;
  private final Map<List<Located>, ValueShape> shapes = new HashMap<>();
  private final ArrayDeque<Unread> unread = new ArrayDeque<>();

  private SchemaCompiler(Located root, SchemaOptions options, JsonText text) {
    this.regexes = text.regexes();
    this.text = text;
    this.scalars = new Scalars(regexes, text);
    this.reader = new SchemaReader(root, regexes, text);
    this.places = new ValuePlaces(Punctuation.of(regexes, options.whitespace()), options.keys());
  }

  /// The rule of the texts that satisfy the schema.
  static Rule compile(Form.Schema schema, JsonText text) {
    Located root = Located.root(schema.document());
    try {
      String[] path = schema.path().toArray(String[]::new);
      return new SchemaCompiler(root, schema.options(), text)
          .compile(path.length == 0 ? root : root.child(path));
    } catch (ArithmeticException e) {
      throw root.problem("", "the schema holds a number that is out of range.");
    } catch (StackOverflowError e) {
      throw new GrammarLimitException("the schema or a pattern in it nests too deeply");
    }
  }

  private Rule compile(Located root) {
    ValueShape whole = shape(List.of(root));
    while (!unread.isEmpty()) {
      Unread next = unread.remove();
      fill(next.shape, next.schemas);
    }
    decide();
    if (!whole.alive) {
      throw root.problem("", "no value satisfies the schema.");
    }
    return whole.rule;
  }

  private ValueShape shape(List<Located> schemas) {
    List<Located> key =
        schemas.stream().distinct().sorted(Comparator.comparingInt(Located::id)).toList();
    ValueShape known = shapes.get(key);
    if (known != null) {
      return known;
    }
    if (shapes.size() >= MAX_SHAPES) {
      throw new GrammarLimitException("the schema needs more than %,d rules".formatted(MAX_SHAPES));
    }
    ValueShape made = new ValueShape(regexes.nothing, new Rule(() -> false));
    made.rule.define(places.start(made));
    shapes.put(key, made);
    unread.add(new Unread(made, key));
    return made;
  }

  private void fill(ValueShape shape, List<Located> schemas) {
    List<Regex> lexemes = new ArrayList<>();
    for (Facts facts : reader.read(schemas)) {
      lexemes.add(scalars.of(facts));
      if (facts.values == null && facts.types.meets(TypeSet.OBJECT)) {
        object(facts).ifPresent(shape.objects::add);
      }
      if (facts.values == null && facts.types.meets(TypeSet.ARRAY)) {
        array(facts).ifPresent(shape.arrays::add);
      }
    }
    shape.scalar = regexes.either(lexemes);
  }

  private Optional<ObjectShape> object(Facts facts) {
    Set<String> names = Members.names(facts);
    Optional<Regex> allowed =
        facts.names.isEmpty() ? Optional.empty() : Optional.of(strings(facts.names));
    List<Member> members = new ArrayList<>();
    for (String name : names) {
      regexes.budget().spend(1 + facts.members.size());
      List<Located> schemas = Members.memberSchemas(facts, name, reader);
      boolean never = schemas.stream().anyMatch(s -> s.json().equals(Json.of(false)));
      boolean required = facts.required.contains(name);
      if (!never && isAllowed(allowed, name)) {
        Regex key = text.quoted(text.plainWriting(name));
        members.add(new Member(key, shape(schemas), required));
      } else if (required) {
        return Optional.empty();
      }
    }
    List<Free> free = facts.maxMembers <= 0 ? List.of() : free(facts, names, allowed);
    return Optional.of(new ObjectShape(members, free, facts.minMembers, facts.maxMembers));
  }

  private boolean isAllowed(Optional<Regex> allowed, String name) {
    return allowed.isEmpty()
        || regexes.matches(
            allowed.get(), Json.of(name).text().getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  /// The strings that satisfy those schemas.
  private Regex strings(List<Located> schemas) {
    List<Regex> options = new ArrayList<>();
    for (Facts facts : reader.read(schemas)) {
      facts.types = facts.types.and(TypeSet.STRING);
      options.add(scalars.every(facts));
    }
    return regexes.either(options);
  }

  /// Names nobody mentions, sorted by which patterns they match.
  private List<Free> free(Facts facts, Set<String> names, Optional<Regex> allowed) {
    List<Regex> conditions = new ArrayList<>(List.of(text.quoted(text.anyName)));
    allowed.ifPresent(conditions::add);
    if (!names.isEmpty()) {
      conditions.add(regexes.not(text.quoted(text.names(names))));
    }
    Map<Set<String>, Regex> classes = new HashMap<>();
    classes.put(Set.of(), regexes.both(conditions));
    for (Map.Entry<String, Located> pattern : patterns(facts).entrySet()) {
      Regex matching =
          text.quoted(reader.pattern(pattern.getValue(), "patternProperties", pattern.getKey()));
      classes = split(classes, pattern.getKey(), matching);
      if (classes.size() > MAX_KEY_CLASSES) {
        throw pattern.getValue().unsupported("patternProperties", "too many patterns overlap");
      }
    }
    List<Free> free = new ArrayList<>();
    classes.forEach((matched, key) -> {
      List<Located> schemas = Members.freeSchemas(facts, matched);
      if (schemas.stream().noneMatch(s -> s.json().equals(Json.of(false)))) {
        // Counting takes its steps, and matters only where there must be some.
        int count = facts.minMembers > 0 ? WordCount.of(key, regexes) : WordCount.MANY;
        free.add(new Free(key, shape(schemas), count));
      }
    });
    return free;
  }

  private static Map<String, Located> patterns(Facts facts) {
    Map<String, Located> patterns = new HashMap<>();
    facts.members.forEach(group -> patterns.putAll(group.patterned()));
    return patterns;
  }

  private Map<Set<String>, Regex> split(
      Map<Set<String>, Regex> classes, String pattern, Regex matching) {
    Map<Set<String>, Regex> finer = new HashMap<>();
    classes.forEach((matched, key) -> {
      Regex inside = regexes.both(key, matching);
      if (regexes.alive(inside)) {
        Set<String> more = new HashSet<>(matched);
        more.add(pattern);
        finer.put(more, inside);
      }
      Regex outside = regexes.both(key, regexes.not(matching));
      if (regexes.alive(outside)) {
        finer.put(matched, outside);
      }
    });
    return finer;
  }

  private Optional<ArrayShape> array(Facts facts) {
    if (facts.minItems > facts.maxItems) {
      return Optional.empty();
    }
    long most = facts.maxItems;
    if (facts.unique.isPresent() && most > 1) {
      throw facts.unique.get().unsupported("uniqueItems", "elements would have to be compared");
    }
    int named = facts.items.stream().mapToInt(g -> g.first().size()).max().orElse(0);
    List<ValueShape> first = new ArrayList<>();
    for (int i = 0; i < Math.min(named, most); i++) {
      first.add(shape(Members.itemSchemas(facts, i)));
    }
    List<Located> rest = Members.itemSchemas(facts, named);
    Optional<ArrayShape.Wanted> wanted = wanted(facts, rest, named);
    Optional<ValueShape> more = most <= named ? Optional.empty() : Optional.of(shape(rest));
    return Optional.of(new ArrayShape(first, more, facts.minItems, most, wanted));
  }

  private Optional<ArrayShape.Wanted> wanted(Facts facts, List<Located> rest, int named) {
    List<Facts.Contains> asked =
        facts.contains.stream().filter(c -> c.least() > 0 || c.most() < Long.MAX_VALUE).toList();
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    Facts.Contains contains = asked.getFirst();
    if (asked.size() > 1 || contains.most() < Long.MAX_VALUE || named > 0) {
      throw contains
          .schema()
          .unsupported("contains", "only once, without 'maxContains' and without 'prefixItems'");
    }
    Set<Located> both = new LinkedHashSet<>(rest);
    both.add(contains.schema());
    return Optional.of(new ArrayShape.Wanted(shape(List.copyOf(both)), contains.least()));
  }

  /// Finds the shapes that some value fills: least fixpoint, from the leaves up.
  private void decide() {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (ValueShape shape : shapes.values()) {
        regexes.budget().spend(1 + shape.objects.stream().mapToInt(o -> o.members().size()).sum());
        changed |= shape.revive(regexes);
      }
    }
    shapes.values().forEach(ValueShape::prune);
  }
}
