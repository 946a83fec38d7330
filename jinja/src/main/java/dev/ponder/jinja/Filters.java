package dev.ponder.jinja;

import java.util.HashMap;
import java.util.Map;

/// The filters, by name: those of jinja2, with `tojson` as transformers replaces it. Not there:
/// `pprint`, `random`, `striptags`, `urlize` and `wordwrap`, which prompts have no use for.
final class Filters {
  /// A filter: what comes of a value.
  @FunctionalInterface
  interface Filter {
    Value apply(Value value, Arguments arguments, Run run);
  }

  static final Map<String, Filter> ALL = all();

  private Filters() {}

  private static Map<String, Filter> all() {
    Map<String, Filter> all = new HashMap<>(TextFilters.ALL);
    all.putAll(ListFilters.ALL);
    all.putAll(ChoiceFilters.ALL);
    all.putAll(ValueFilters.ALL);
    return Map.copyOf(all);
  }
}
