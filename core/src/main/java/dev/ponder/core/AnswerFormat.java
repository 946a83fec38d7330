package dev.ponder.core;

import java.util.Optional;

/// What an answer must look like. Anything but [Text] holds from the first token after the thought
/// to the last, whatever the model wants; calls of tools are not concerned.
public sealed interface AnswerFormat {

  /// As the model likes.
  record Text() implements AnswerFormat {}

  /// Some JSON object.
  record AnyObject() implements AnswerFormat {}

  /// JSON of that schema.
  ///
  /// @param name what the schema is called, for the model
  /// @param description what it is for, for the model
  /// @param strict whether OpenAI's rules for strict schemas were asked for; a schema that cannot
  ///   be enforced is refused either way
  record Schema(String name, Optional<String> description, Json schema, boolean strict)
      implements AnswerFormat {}
}
