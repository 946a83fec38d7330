package dev.ponder.reason;

import dev.ponder.core.Effort;
import dev.ponder.core.Problem;
import dev.ponder.core.ResponseRequest;
import java.util.OptionalInt;

/// Divides the room that a prompt leaves into thinking and answer. Pure.
///
/// The thought gets the effort's share of the context, but never so much that the answer's own
/// share is touched: see `docs/effort.md` for the table.
///
/// @param contextLength positions of prompt and output together
/// @param marks how the model begins, ends and skips its thought
/// @param opening whether the prompt leaves room for a thought
record Planner(int contextLength, ThoughtMarks marks, Rendering.Opening opening) {

  /// A thought shorter than this helps no answer.
  private static final int SHORTEST_THOUGHT = 16;

  /// Tokens around a thought beside its closing: the opening mark, spelled at worst, and the rest
  /// of a character that the budget's end would cut.
  private static final int AROUND = 6;

  /// What a request asks for.
  ///
  /// @param reasoning most tokens of thought, 0 to answer at once; empty means what the effort
  ///   allows
  /// @param output most tokens of thought and answer; empty means what the context holds
  record Wishes(Effort effort, OptionalInt reasoning, OptionalInt output) {
    static Wishes of(ResponseRequest request) {
      return new Wishes(request.effort(), request.maxReasoningTokens(), request.maxOutputTokens());
    }
  }

  /// The plan for a prompt of that many tokens.
  ///
  /// @throws Problem.Exceptional `context_length_exceeded` when the prompt leaves no room
  Plan plan(Wishes wishes, int promptTokens) {
    int room = contextLength - promptTokens;
    if (room < 1) {
      throw tooLong(contextLength, Integer.toString(promptTokens)).exception();
    }
    int output = Math.min(room, wishes.output().orElse(room));
    int spare = output - answerShare(output) - marks.close().size() - AROUND;
    int budget = budget(wishes.effort());
    int thought = Math.min(Math.min(budget, wishes.reasoning().orElse(budget)), spare);
    boolean thinks = opening == Rendering.Opening.FREE && !marks.close().isEmpty();
    if (thinks && thought >= SHORTEST_THOUGHT) {
      return new Plan(thought, output);
    }
    int prompt = promptTokens + marks.skip().size();
    if (prompt >= contextLength) {
      throw tooLong(contextLength, Integer.toString(prompt)).exception();
    }
    return new Plan(0, Math.min(output, contextLength - prompt));
  }

  private int budget(Effort effort) {
    return switch (effort) {
      case LOW -> Math.min(contextLength / 16, 1_024);
      case MEDIUM -> Math.min(contextLength / 4, 8_192);
      case HIGH -> Math.min(contextLength / 4 * 3, 32_768);
    };
  }

  /// A quarter of the output, but half of a short one and at most 4,096 tokens.
  private static int answerShare(int output) {
    return Math.max(Math.min(output / 2, 64), Math.min(output / 4, 4_096));
  }

  /// The problem of a prompt that does not fit, `tokens` being its length in words or digits.
  static Problem tooLong(int contextLength, String tokens) {
    return Problem.invalid(
        "messages",
        "context_length_exceeded",
        "This model's maximum context length is %d tokens. However, your messages resulted in %s tokens. Please reduce the length of the messages."
            .formatted(contextLength, tokens));
  }
}
