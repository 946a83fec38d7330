package dev.ponder.core;

import java.util.OptionalInt;

/// What holds for a request to a model where the request says nothing.
///
/// @param maxOutputTokens bound on thinking and answer together; empty means what the context holds
public record Defaults(Effort effort, Sampling sampling, OptionalInt maxOutputTokens) {

  /// Those of the OpenAI API.
  public static final Defaults API =
      new Defaults(Effort.MEDIUM, Sampling.DEFAULT, OptionalInt.empty());
}
