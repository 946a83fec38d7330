package dev.ponder.grammar;

import dev.ponder.core.Json;
import java.util.Set;

/// What `$schema` says about how to read the others: up to draft 7 the neighbours of a `$ref` count
/// for nothing, and what a draft does not know is no keyword in it.
enum Dialect {
  DRAFT_4(Set.of("const", "contains", "propertyNames", "if", "then", "else")),
  DRAFT_6(Set.of("if", "then", "else")),
  DRAFT_7(Set.of()),
  CURRENT(Set.of());

  private final Set<String> unknown;

  Dialect(Set<String> unknown) {
    this.unknown = unknown;
  }

  static Dialect of(Json root) {
    Json name = root instanceof Json.Obj object ? object.member("$schema").orElse(root) : root;
    String uri = name instanceof Json.Str(String text) ? text : "";
    if (uri.contains("draft-04") || uri.contains("draft-03")) {
      return DRAFT_4;
    }
    if (uri.contains("draft-06")) {
      return DRAFT_6;
    }
    return uri.contains("draft-07") ? DRAFT_7 : CURRENT;
  }

  boolean knows(String keyword) {
    return !unknown.contains(keyword);
  }

  boolean referenceStandsAlone() {
    return this != CURRENT;
  }
}
