package dev.ponder.learn.reinforcement;

/// How to practise.
///
/// @param questions of a step
/// @param group answers to each of them
/// @param replay share of a step's tokens that are worked examples; at least 0, less than 1
/// @param explored questions of every cell that are asked before the first step, to find the edge
/// @param validated questions that are asked from time to time to see how good the model is
/// @param betweenValidations steps between such times
/// @param answerTokens most tokens of an answer beside its thought
/// @param context most tokens of question and answer together
/// @param seed what questions and answers follow from
public record Plan(
    int questions,
    int group,
    double replay,
    int explored,
    int validated,
    int betweenValidations,
    int answerTokens,
    int context,
    long seed) {

  /// @throws IllegalArgumentException when a number is out of its range
  public Plan {
    require(questions >= 1, "a step needs a question, not " + questions);
    require(group >= 2, "answers are compared with each other, so one alone teaches nothing");
    require(replay >= 0 && replay < 1, "a share of worked examples of " + replay);
    require(explored >= 0, "an exploration with %d questions".formatted(explored));
    require(validated >= 0 && betweenValidations >= 1, "a validation of no kind");
    require(answerTokens >= 1, "an answer of " + answerTokens + " tokens");
    require(context >= 2, "a context of " + context + " tokens");
  }

  /// 32 questions with 16 answers each, and 15 % of tokens from worked examples, in place of GRPO's
  /// penalty for leaving the first policy: that costs no second model, and what is held on to is
  /// not that policy with its mistakes but what it was taught.
  public static Plan of(long seed) {
    return new Plan(32, 16, 0.15, 2, 256, 10, 160, 1024, seed);
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
