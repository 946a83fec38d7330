package dev.ponder.protocol;

import dev.ponder.core.AnswerFormat;
import dev.ponder.core.Json;
import dev.ponder.core.TextGrammar;
import dev.ponder.core.Tool;
import dev.ponder.grammar.DefinitionException;
import dev.ponder.grammar.Grammar;
import dev.ponder.grammar.GrammarLimitException;
import dev.ponder.grammar.SchemaException;
import dev.ponder.grammar.SchemaOptions;
import dev.ponder.grammar.StrictSchema;
import dev.ponder.protocol.wire.Wording;
import java.util.Optional;

/// Whether the schemas and grammars of a request can be kept. They are compiled for it, within the
/// limits of [Grammar], so that what cannot be enforced is refused before an answer begins. The
/// complaints are worded as the API words them; where they stand is up to the format that asks.
public final class Schemas {
  /// The code of a complaint about a function.
  public static final String INVALID_FUNCTION = "invalid_function_parameters";

  private Schemas() {}

  /// Why no answer can be held to that schema, such as `Invalid schema for response_format 'X': In
  /// context=(), 'additionalProperties' is required to be supplied and to be false.`
  public static Optional<String> complaint(AnswerFormat.Schema format) {
    return complaint(format.schema(), format.strict())
        .map(text -> "Invalid schema for response_format '" + format.name() + "': " + text);
  }

  /// Why calls of that tool cannot be held to what it asks for. The parameters of a function that
  /// is not strict are only a hint for the model, so hardly anything is wrong with them.
  public static Optional<String> complaint(Tool tool) {
    return switch (tool) {
      case Tool.Function function ->
          function
              .parameters()
              .flatMap(schema -> complaint(function, schema))
              .map(text -> "Invalid schema for function '" + function.name() + "': " + text);
      case Tool.Custom custom ->
          custom
              .grammar()
              .flatMap(Schemas::complaint)
              .map(text -> "Invalid grammar for custom tool '" + custom.name() + "': " + text);
    };
  }

  private static Optional<String> complaint(Tool.Function function, Json.Obj schema) {
    if (function.strict()) {
      return complaint(schema, true);
    }
    return schema
        .member("type")
        .filter(type -> type instanceof Json.Str(String name) && !name.equals("object"))
        .map(type ->
            "schema must be a JSON Schema of 'type: \"object\"', got 'type: "
                + Wording.clipped(type.text())
                + "'.");
  }

  private static Optional<String> complaint(Json schema, boolean strict) {
    try {
      if (strict) {
        StrictSchema.check(schema);
      }
      Grammar.ofSchema(schema, SchemaOptions.DEFAULT);
      return Optional.empty();
    } catch (SchemaException | GrammarLimitException e) {
      return Optional.ofNullable(e.getMessage());
    }
  }

  private static Optional<String> complaint(TextGrammar grammar) {
    try {
      switch (grammar.syntax()) {
        case REGEX -> Grammar.ofRegex(grammar.definition());
        case LARK -> Grammar.ofLark(grammar.definition());
      }
      return Optional.empty();
    } catch (DefinitionException | GrammarLimitException e) {
      return Optional.ofNullable(e.getMessage());
    }
  }
}
