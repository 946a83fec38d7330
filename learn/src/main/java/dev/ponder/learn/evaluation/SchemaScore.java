package dev.ponder.learn.evaluation;

import dev.ponder.core.FinishReason;

/// How answers to questions with a JSON Schema went.
///
/// An answer that the token limit cut off is the beginning of one, and no JSON, whatever holds it;
/// whether answers are valid is told of complete ones.
///
/// @param cutOff how many the token limit ended
/// @param valid of the complete ones
/// @param right to the value, of all
record SchemaScore(int cutOff, Proportion valid, Proportion right) {

  /// Of no answers.
  static SchemaScore none() {
    return new SchemaScore(0, Proportion.none(), Proportion.none());
  }

  /// Counts one more answer.
  SchemaScore plus(FinishReason ended, boolean isValid, boolean isRight) {
    return switch (ended) {
      case LENGTH -> new SchemaScore(cutOff + 1, valid, right.plus(isRight));
      case STOP, TOOL_CALLS -> new SchemaScore(cutOff, valid.plus(isValid), right.plus(isRight));
    };
  }
}
