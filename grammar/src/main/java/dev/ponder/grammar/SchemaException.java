package dev.ponder.grammar;

import java.util.List;
import java.util.stream.Collectors;

/// A schema cannot be used; says where and why, in the words of OpenAI's errors: `In
/// context=('properties', 'a'), 'not' is not permitted.`
public final class SchemaException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient List<String> path;
  private final String keyword;

  SchemaException(List<String> path, String keyword, String message) {
    super("In context=" + context(path) + ", " + message);
    this.path = List.copyOf(path);
    this.keyword = keyword;
  }

  /// The keys and indices that lead to the schema at fault; empty for the root.
  public List<String> path() {
    return path;
  }

  /// The keyword at fault; empty when it is the schema as a whole.
  public String keyword() {
    return keyword;
  }

  private static String context(List<String> path) {
    String inside =
        path.stream()
            .map(step -> step.matches("\\d{1,9}") ? step : "'" + abbreviated(step) + "'")
            .collect(Collectors.joining(", "));
    return "(" + inside + (path.size() == 1 ? "," : "") + ")";
  }

  private static String abbreviated(String step) {
    return step.length() <= 80 ? step : step.substring(0, 80) + "…";
  }
}
