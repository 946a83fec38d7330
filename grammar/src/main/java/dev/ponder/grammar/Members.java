package dev.ponder.grammar;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which schemas a member or an element has to satisfy, from all that was said about it.
final class Members {
  private Members() {}

  /// For element `index`.
  static List<Located> itemSchemas(Facts facts, int index) {
    List<Located> schemas = new ArrayList<>();
    for (Facts.ItemGroup group : facts.items) {
      if (index < group.first().size()) {
        schemas.add(group.first().get(index));
      } else {
        group.rest().ifPresent(schemas::add);
      }
    }
    return schemas;
  }

  /// For the member of that name.
  static List<Located> memberSchemas(Facts facts, String name, SchemaReader reader) {
    List<Located> schemas = new ArrayList<>();
    for (Facts.MemberGroup group : facts.members) {
      boolean mentioned = false;
      Located named = group.named().get(name);
      if (named != null) {
        schemas.add(named);
        mentioned = true;
      }
      for (Map.Entry<String, Located> entry : group.patterned().entrySet()) {
        if (reader.keyMatches(entry.getValue(), entry.getKey(), name)) {
          schemas.add(entry.getValue());
          mentioned = true;
        }
      }
      if (!mentioned) {
        group.additional().ifPresent(schemas::add);
      }
    }
    return schemas;
  }

  /// For a member that no group names, and that matches just those patterns.
  static List<Located> freeSchemas(Facts facts, Set<String> matched) {
    List<Located> schemas = new ArrayList<>();
    for (Facts.MemberGroup group : facts.members) {
      boolean mentioned = false;
      for (Map.Entry<String, Located> entry : group.patterned().entrySet()) {
        if (matched.contains(entry.getKey())) {
          schemas.add(entry.getValue());
          mentioned = true;
        }
      }
      Optional<Located> others = group.additional();
      if (!mentioned && others.isPresent()) {
        schemas.add(others.get());
      }
    }
    return schemas;
  }

  /// All names that the facts mention, in their order: those with schemas first.
  static Set<String> names(Facts facts) {
    Set<String> names = new LinkedHashSet<>();
    facts.members.forEach(group -> names.addAll(group.named().keySet()));
    names.addAll(facts.required);
    return names;
  }
}
