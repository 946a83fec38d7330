package dev.ponder.grammar;

import dev.ponder.core.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What `$ref` means within one document. Nothing is ever fetched.
final class References {
  private static final int MAX_NAMES = 10_000;

  private final Located root;
  private final Map<String, List<String>> named = new HashMap<>();
  private final Set<String> ambiguous = new HashSet<>();
  private final Map<List<String>, Located> found = new HashMap<>();

  References(Located root) {
    this.root = root;
    collect();
    // The same anchor under two identifiers: whoever means one of them is told it is not found.
    named.keySet().removeAll(ambiguous);
  }

  /// A part of the document and how it was reached. Linked, because a path of its own for each of a
  /// million deep parts would fill the heap.
  private record Seen(Json json, Optional<Seen> above, String step) {
    Seen below(String next, Json part) {
      return new Seen(part, Optional.of(this), next);
    }

    List<String> path() {
      List<String> path = new ArrayList<>();
      for (Seen here = this; here.above.isPresent(); here = here.above.get()) {
        path.add(here.step);
      }
      return path.reversed();
    }
  }

  /// Finds `$id`, `id` and `$anchor` anywhere in the document.
  private void collect() {
    ArrayDeque<Seen> work = new ArrayDeque<>();
    work.add(new Seen(root.json(), Optional.empty(), ""));
    while (!work.isEmpty() && named.size() < MAX_NAMES) {
      Seen seen = work.remove();
      if (seen.json instanceof Json.Obj(Map<String, Json> members)) {
        name(members, "$id", "", seen);
        name(members, "id", "", seen);
        name(members, "$anchor", "#", seen);
        members.forEach((key, value) -> {
          if (!key.equals("enum") && !key.equals("const") && !JsonValues.isScalar(value)) {
            work.add(seen.below(key, value));
          }
        });
      } else if (seen.json instanceof Json.Arr(List<Json> elements)) {
        for (int i = 0; i < elements.size(); i++) {
          if (!JsonValues.isScalar(elements.get(i))) {
            work.add(seen.below(Integer.toString(i), elements.get(i)));
          }
        }
      }
    }
  }

  private void name(Map<String, Json> members, String keyword, String prefix, Seen seen) {
    if (members.get(keyword) instanceof Json.Str(String value)) {
      String name = prefix + value;
      String plain = name.endsWith("#") ? name.substring(0, name.length() - 1) : name;
      if (named.putIfAbsent(plain, seen.path()) != null) {
        ambiguous.add(plain);
      }
    }
  }

  /// The schema that `$ref` in that one refers to.
  Located resolve(Located from, String reference) {
    int hash = reference.indexOf('#');
    String base = hash < 0 ? reference : reference.substring(0, hash);
    String fragment = hash < 0 ? "" : reference.substring(hash + 1);
    Optional<List<String>> start =
        base.isEmpty() ? Optional.of(base(from)) : Optional.ofNullable(named.get(base));
    if (!fragment.isEmpty() && !fragment.startsWith("/")) {
      start = Optional.ofNullable(named.get("#" + fragment));
      fragment = "";
    }
    List<String> path =
        new ArrayList<>(
            start.orElseThrow(() ->
                from.problem(
                    "$ref",
                    "reference can only point to definitions of the same schema, not to '"
                        + abbreviated(reference)
                        + "'.")));
    for (String step : steps(fragment)) {
      path.add(step);
    }
    try {
      return at(path);
    } catch (SchemaException e) {
      throw from.problem(
          "$ref", "reference to '" + abbreviated(reference) + "' cannot be resolved.");
    }
  }

  private Located at(List<String> path) {
    return path.isEmpty()
        ? root
        : found.computeIfAbsent(path, p -> root.child(p.toArray(String[]::new)));
  }

  /// The nearest enclosing schema with an absolute `$id`, which a bare fragment starts from.
  private List<String> base(Located from) {
    List<String> path = from.path();
    return named.entrySet().stream()
        .filter(e -> e.getKey().contains(":") && e.getValue().size() <= path.size())
        .map(Map.Entry::getValue)
        .filter(p -> !p.isEmpty() && path.subList(0, p.size()).equals(p))
        .max((a, b) -> Integer.compare(a.size(), b.size()))
        .orElse(List.of());
  }

  private static List<String> steps(String fragment) {
    if (fragment.isEmpty()) {
      return List.of();
    }
    List<String> steps = new ArrayList<>();
    for (String raw : fragment.substring(1).split("/", -1)) {
      String plain = raw;
      try {
        plain = URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
      } catch (IllegalArgumentException e) {
        // A stray percent sign stands for itself.
      }
      steps.add(plain.replace("~1", "/").replace("~0", "~"));
    }
    return steps;
  }

  private static String abbreviated(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "…";
  }
}
