package dev.ponder.grammar;

import dev.ponder.core.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds out whether schemas can hold at once, for `oneOf`.
///
/// The answer "never" is proof: no value satisfies both, be it for their types, for values or
/// bounds that exclude each other, or for a required member that cannot be both. Where there is no
/// proof, alternatives are kept apart by the negation of the others.
final class Overlap {
  private static final int DEPTH = 3;

  private final SchemaReader reader;
  private final Map<List<Located>, Boolean> known = new HashMap<>();
  private int depth;

  Overlap(SchemaReader reader) {
    this.reader = reader;
  }

  /// Alternatives of which exactly one holds, when any does.
  List<List<Claim>> exactlyOne(Located owner, List<Located> schemas, Negation negation) {
    List<List<Claim>> alternatives = new ArrayList<>();
    for (int i = 0; i < schemas.size(); i++) {
      reader.spend(4L * schemas.size());
      List<Claim> claims = new ArrayList<>(List.of(new Claim.Is(schemas.get(i))));
      for (int j = 0; j < schemas.size() && depth == 0; j++) {
        if (i != j && !never(List.of(schemas.get(Math.min(i, j)), schemas.get(Math.max(i, j))))) {
          claims.add(new Claim.OneOf(negated(owner, schemas.get(j), negation)));
        }
      }
      alternatives.add(claims);
    }
    return alternatives;
  }

  private static List<List<Claim>> negated(Located owner, Located schema, Negation negation) {
    try {
      return negation.of(schema, owner);
    } catch (SchemaException e) {
      throw owner.unsupported("oneOf", "its alternatives may hold at the same time");
    }
  }

  /// Whether certainly no value satisfies all of them. Alternatives of a nested `oneOf` count as
  /// those of an `anyOf`, which can only hide a proof.
  boolean never(List<Located> schemas) {
    Boolean answer = known.get(schemas);
    if (answer == null) {
      if (depth >= DEPTH) {
        return false;
      }
      depth++;
      try {
        answer = reader.read(schemas).stream().allMatch(this::never);
      } finally {
        depth--;
      }
      known.put(schemas, answer);
    }
    return answer;
  }

  private boolean never(Facts facts) {
    return !scalarPossible(facts) && !arrayPossible(facts) && !objectPossible(facts);
  }

  private static boolean scalarPossible(Facts facts) {
    List<Json> values = facts.values;
    if (values == null) {
      return facts.types.meets(TypeSet.ARRAY.or(TypeSet.OBJECT).not()) && !emptyRange(facts);
    }
    return values.stream()
        .anyMatch(v ->
            facts.types.meets(JsonValues.type(v))
                && facts.excluded.stream().noneMatch(e -> JsonValues.equal(e, v)));
  }

  private static boolean emptyRange(Facts facts) {
    Optional<JsonNumbers.Bound> low = facts.lower;
    Optional<JsonNumbers.Bound> high = facts.upper;
    if (low.isEmpty() || high.isEmpty() || !facts.types.and(TypeSet.NUMBER.not()).isEmpty()) {
      return false;
    }
    int order = low.get().value().compareTo(high.get().value());
    return order > 0 || order == 0 && !(low.get().inclusive() && high.get().inclusive());
  }

  private boolean arrayPossible(Facts facts) {
    if (facts.values != null
        || !facts.types.meets(TypeSet.ARRAY)
        || facts.minItems > facts.maxItems) {
      return false;
    }
    for (int i = 0; i < Math.min(facts.minItems, 8); i++) {
      if (never(Members.itemSchemas(facts, i))) {
        return false;
      }
    }
    return true;
  }

  private boolean objectPossible(Facts facts) {
    if (facts.values != null
        || !facts.types.meets(TypeSet.OBJECT)
        || facts.minMembers > facts.maxMembers
        || facts.required.size() > facts.maxMembers) {
      return false;
    }
    return facts.required.stream()
        .noneMatch(name -> never(Members.memberSchemas(facts, name, reader)));
  }
}
