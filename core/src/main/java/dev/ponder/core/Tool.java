package dev.ponder.core;

import java.util.Optional;

/// Something that a model may call.
public sealed interface Tool {

  /// What calls say: unique among the tools of one request.
  String name();

  /// A function that the client runs.
  ///
  /// @param description when and how to call it, for the model
  /// @param parameters JSON Schema of the arguments object; empty for a function without parameters
  /// @param strict whether arguments must match the schema exactly
  record Function(
      String name, Optional<String> description, Optional<Json.Obj> parameters, boolean strict)
      implements Tool {
    /// @throws IllegalArgumentException when the name is empty
    public Function {
      if (name.isEmpty()) {
        throw new IllegalArgumentException("a function without a name");
      }
    }
  }

  /// A tool that takes plain text instead of arguments, and that the client runs. The text comes as
  /// the argument pieces of the call, see [ResponseEvent.ToolCallDelta].
  ///
  /// @param description when and how to call it, for the model
  /// @param grammar what the text must be of; empty for any text
  record Custom(String name, Optional<String> description, Optional<TextGrammar> grammar)
      implements Tool {
    /// @throws IllegalArgumentException when the name is empty
    public Custom {
      if (name.isEmpty()) {
        throw new IllegalArgumentException("a tool without a name");
      }
    }
  }
}
