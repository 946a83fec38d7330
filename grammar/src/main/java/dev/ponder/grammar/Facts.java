package dev.ponder.grammar;

import dev.ponder.core.Json;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What must hold of a value all at once: the conjunction that several schemas come to, before its
/// alternatives are multiplied out. Mutable while it is gathered; owned by [SchemaReader].
final class Facts {
  /// Alternatives yet to be chosen from, and the schemas whose reading led to them.
  record Pending(List<List<Claim>> alternatives, Set<Located> chain) {}

  /// What one schema says of an object's members; `additional` concerns the names that neither
  /// `named` nor `patterned` of the same schema mention.
  record MemberGroup(
      Map<String, Located> named, Map<String, Located> patterned, Optional<Located> additional) {}

  /// What one schema says of an array's elements.
  record ItemGroup(List<Located> first, Optional<Located> rest) {}

  /// Some elements must satisfy a schema.
  record Contains(Located schema, long least, long most) {}

  TypeSet types = TypeSet.ALL;
  @Nullable List<Json> values;
  final List<Json> excluded = new ArrayList<>();
  Optional<JsonNumbers.Bound> lower = Optional.empty();
  Optional<JsonNumbers.Bound> upper = Optional.empty();
  final List<BigDecimal> multiples = new ArrayList<>();
  final List<Regex> texts = new ArrayList<>();
  long minLength;
  long maxLength = Long.MAX_VALUE;
  final List<ItemGroup> items = new ArrayList<>();
  final List<Contains> contains = new ArrayList<>();
  Optional<Located> unique = Optional.empty();
  long minItems;
  long maxItems = Long.MAX_VALUE;
  final List<MemberGroup> members = new ArrayList<>();
  final List<Located> names = new ArrayList<>();
  final Set<String> required = new LinkedHashSet<>();
  long minMembers;
  long maxMembers = Long.MAX_VALUE;
  final ArrayDeque<Pending> pending = new ArrayDeque<>();
  final Set<Located> read = new HashSet<>();

  Facts copy() {
    Facts copy = new Facts();
    copy.types = types;
    copy.values = values;
    copy.excluded.addAll(excluded);
    copy.lower = lower;
    copy.upper = upper;
    copy.multiples.addAll(multiples);
    copy.texts.addAll(texts);
    copy.minLength = minLength;
    copy.maxLength = maxLength;
    copy.items.addAll(items);
    copy.contains.addAll(contains);
    copy.unique = unique;
    copy.minItems = minItems;
    copy.maxItems = maxItems;
    copy.members.addAll(members);
    copy.names.addAll(names);
    copy.required.addAll(required);
    copy.minMembers = minMembers;
    copy.maxMembers = maxMembers;
    copy.pending.addAll(pending);
    copy.read.addAll(read);
    return copy;
  }

  void never() {
    types = TypeSet.NONE;
  }

  boolean impossible() {
    return types.isEmpty() || values != null && values.isEmpty();
  }

  /// Adds what needs no further reading.
  void add(Claim claim) {
    switch (claim) {
      case Claim.Is _, Claim.OneOf _ -> throw new IllegalArgumentException("has to be read");
      case Claim.Typed(TypeSet only) -> types = types.and(only);
      case Claim.Differs(Json scalar) -> excluded.add(scalar);
      case Claim.AtLeast(BigDecimal bound, boolean inclusive) -> raise(bound, inclusive);
      case Claim.AtMost(BigDecimal bound, boolean inclusive) -> lower(bound, inclusive);
      case Claim.Length(long least, long most) -> {
        minLength = Math.max(minLength, least);
        maxLength = Math.min(maxLength, most);
      }
      case Claim.Text(Regex body) -> texts.add(body);
      case Claim.Items(long least, long most) -> {
        minItems = Math.max(minItems, least);
        maxItems = Math.min(maxItems, most);
      }
      case Claim.Members(long least, long most) -> {
        minMembers = Math.max(minMembers, least);
        maxMembers = Math.min(maxMembers, most);
      }
      case Claim.Has(String name) -> required.add(name);
      case Claim.Member(String name, Located schema) ->
          members.add(
              new MemberGroup(
                  new LinkedHashMap<>(Map.of(name, schema)), Map.of(), Optional.empty()));
    }
  }

  private void raise(BigDecimal bound, boolean inclusive) {
    int order = lower.map(old -> bound.compareTo(old.value())).orElse(1);
    if (order > 0 || order == 0 && !inclusive) {
      lower = Optional.of(new JsonNumbers.Bound(bound, inclusive));
    }
  }

  private void lower(BigDecimal bound, boolean inclusive) {
    int order = upper.map(old -> bound.compareTo(old.value())).orElse(-1);
    if (order < 0 || order == 0 && !inclusive) {
      upper = Optional.of(new JsonNumbers.Bound(bound, inclusive));
    }
  }

  /// It is one of those.
  void oneOf(List<Json> allowed) {
    List<Json> old = values;
    values =
        old == null
            ? List.copyOf(allowed)
            : old.stream()
                .filter(a -> allowed.stream().anyMatch(b -> JsonValues.equal(a, b)))
                .toList();
  }

  JsonNumbers.Range range() {
    return new JsonNumbers.Range(lower, upper, List.copyOf(multiples));
  }
}
