package dev.ponder.curriculum;

import dev.ponder.core.Item;
import java.util.List;

/// What the model should write.
///
/// @param thought in the order in which it is thought; empty for an answer at once
/// @param text what the user is told; may be empty where there are calls
/// @param calls of tools, whose arguments are compact JSON
public record Answer(List<Thought> thought, String text, List<Item.ToolCall> calls) {
  public Answer {
    thought = List.copyOf(thought);
    calls = List.copyOf(calls);
  }

  /// A stretch of thought.
  ///
  /// @param regard whether it is a model to follow, or an error that the next stretch repairs
  public record Thought(String text, Regard regard) {}

  /// What the learner makes of a stretch of thought.
  public enum Regard {
    LEARNED,
    /// Read, but not learned to be written.
    SEEN
  }

  /// An answer without a thought.
  public static Answer direct(String text) {
    return new Answer(List.of(), text, List.of());
  }

  /// An answer after one thought, all of it to be learned.
  public static Answer thought(String thought, String text) {
    return new Answer(List.of(new Thought(thought, Regard.LEARNED)), text, List.of());
  }

  /// A call of one tool after a thought, which may be empty.
  public static Answer call(String thought, String name, String arguments) {
    List<Thought> thoughts =
        thought.isEmpty() ? List.of() : List.of(new Thought(thought, Regard.LEARNED));
    return new Answer(thoughts, "", List.of(new Item.ToolCall("call_0", name, arguments)));
  }
}
