package dev.ponder.grammar;

import dev.ponder.core.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A schema within its document. One object per place, so that sets of schemas can be compared.
final class Located {
  private final List<String> path;
  private final Json json;
  private final int id;
  private final Numbering numbering;
  private final Map<List<String>, Located> children = new HashMap<>();

  /// Gives out ids in the order of first use.
  private static final class Numbering {
    private static final int MAX = 500_000;
    private int next;

    int next(List<String> path) {
      if (next >= MAX) {
        throw new SchemaException(
            path, "", "the schema unfolds to more than %,d parts.".formatted(MAX));
      }
      return next++;
    }
  }

  private Located(List<String> path, Json json, Numbering numbering) {
    this.path = path;
    this.json = json;
    this.numbering = numbering;
    this.id = numbering.next(path);
  }

  static Located root(Json json) {
    return new Located(List.of(), json, new Numbering());
  }

  int id() {
    return id;
  }

  Json json() {
    return json;
  }

  List<String> path() {
    return path;
  }

  /// The value of a keyword of this schema, when this is an object.
  Optional<Json> keyword(String name) {
    return json instanceof Json.Obj object ? object.member(name) : Optional.empty();
  }

  /// The schema below: a member's name or an element's index per step.
  ///
  /// @throws SchemaException when there is none
  Located child(String... steps) {
    return children.computeIfAbsent(List.of(steps), this::find);
  }

  private Located find(List<String> steps) {
    Json here = json;
    List<String> way = new ArrayList<>(path);
    for (String step : steps) {
      way.add(step);
      here =
          below(here, step)
              .orElseThrow(() ->
                  new SchemaException(path, "", "there is no '" + String.join("/", steps) + "'."));
    }
    return new Located(List.copyOf(way), here, numbering);
  }

  private static Optional<Json> below(Json json, String step) {
    return switch (json) {
      case Json.Obj object -> object.member(step);
      case Json.Arr(List<Json> elements) -> {
        boolean index = step.matches("0|[1-9]\\d{0,8}");
        int at = index ? Integer.parseInt(step) : -1;
        yield index && at < elements.size() ? Optional.of(elements.get(at)) : Optional.empty();
      }
      case Json.Str _, Json.Num _, Json.Bool _, Json.Null _ -> Optional.empty();
    };
  }

  /// A schema that the document does not hold but this one implies; the same for the same name.
  Located implied(String name, Json schema) {
    return children.computeIfAbsent(List.of("", name), _ -> new Located(path, schema, numbering));
  }

  /// The negation of this schema.
  Located negated() {
    Located negation = implied("not", Json.object().put("not", json).build());
    negation.children.putIfAbsent(List.of("not"), this);
    return negation;
  }

  SchemaException problem(String keyword, String message) {
    return new SchemaException(path, keyword, message);
  }

  SchemaException unsupported(String keyword, String why) {
    return problem(keyword, "'" + keyword + "' is not supported: " + why + ".");
  }
}
