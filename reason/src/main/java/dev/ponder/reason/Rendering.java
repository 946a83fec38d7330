package dev.ponder.reason;

import java.util.function.Function;

/// One request written for a model, and how to read what the model answers.
///
/// @param prompt up to where the assistant speaks next
/// @param thought how the answer's thought begins, ends and is skipped
/// @param parsers makes a parser for the continuation of the prompt under that plan; where the plan
///   answers at once, of the prompt followed by `thought.skip()`
public record Rendering(
    Prompt prompt, ThoughtMarks thought, Opening opening, Function<Plan, OutputParser> parsers) {

  /// How the answer is to begin.
  public enum Opening {
    /// As the model likes, with a thought if it has room for one.
    FREE,
    /// With the answer: the effort or the conversation asks for no thought.
    ANSWER
  }

  /// A parser for the continuation under that plan.
  public OutputParser parser(Plan plan) {
    return parsers.apply(plan);
  }
}
