package dev.ponder.reason;

import dev.ponder.core.AnswerFormat;
import dev.ponder.core.Json;
import dev.ponder.core.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Tells a model what its answer must look like. The answer would look so anyhow; but a model that
/// knows writes what it means instead of being led away from it word by word.
final class AnswerWords {
  private static final String OBJECT = "Answer with one JSON object and nothing else.";

  private AnswerWords() {}

  /// Those turns, what the system says first being followed by the answer's format.
  static List<Turn> told(AnswerFormat format, List<Turn> turns) {
    Optional<String> words =
        switch (format) {
          case AnswerFormat.Text() -> Optional.empty();
          case AnswerFormat.AnyObject() -> Optional.of(OBJECT);
          case AnswerFormat.Schema schema -> Optional.of(words(schema));
        };
    if (words.isEmpty()) {
      return turns;
    }
    String said = Turn.system(turns).map(text -> text + "\n\n").orElse("");
    List<Turn> more = new ArrayList<>();
    more.add(new Turn.Said(Role.SYSTEM, said + words.get()));
    more.addAll(Turn.withoutSystem(turns));
    return more;
  }

  private static String words(AnswerFormat.Schema format) {
    return "Answer with JSON that satisfies the following schema, and with nothing else."
        + format.description().map(text -> " It is for: " + text).orElse("")
        + "\n\n"
        + TemplateJson.of(format.schema());
  }

  /// The section of Harmony's developer message, if there is one to write.
  static Optional<String> section(AnswerFormat format) {
    return switch (format) {
      case AnswerFormat.Text() -> Optional.empty();
      case AnswerFormat.AnyObject() ->
          Optional.of(section("answer", Optional.of(OBJECT), OBJECT_SCHEMA));
      case AnswerFormat.Schema(String name, Optional<String> description, Json schema, _) ->
          Optional.of(section(name, description, schema));
    };
  }

  private static final Json OBJECT_SCHEMA = Json.object().put("type", "object").build();

  private static String section(String name, Optional<String> description, Json schema) {
    StringBuilder text = new StringBuilder("# Response Formats\n\n## ").append(name).append("\n\n");
    description.ifPresent(
        words -> words.lines().forEach(line -> text.append("// ").append(line).append('\n')));
    return text.append(schema.text()).toString();
  }
}
