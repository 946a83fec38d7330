package dev.ponder.learn.grading;

import dev.ponder.core.Json;
import dev.ponder.core.Responder;
import java.util.List;
import java.util.Optional;

/// Says what answers are worth. Thread-safe as far as the models are that it asks.
public sealed interface Grader permits StringCheck, TextSimilarity, ScoreModel, LabelModel, Multi {

  /// What it is called among other graders.
  String name();

  /// What that answer is worth.
  ///
  /// @throws GradingException when that cannot be told
  /// @throws dev.ponder.core.Cancelled when the thread was interrupted while a model was asked
  Grade grade(Work work) throws GradingException, dev.ponder.core.Cancelled;

  /// What an answer is worth that cannot be looked at, such as one that does not end: what this
  /// gives at the least, but never more than 0.
  default double least() {
    return 0;
  }

  /// The texts with variables that it looks at.
  List<Template> templates();

  /// Checks that a line of a data set has everything that is compared with.
  ///
  /// @throws GradingException when the line lacks something; the message names it
  default void check(Json.Obj item) throws GradingException {
    for (Template template : templates()) {
      template.check(item);
    }
  }

  /// Finds models by name, to be asked for their opinion.
  @FunctionalInterface
  interface Models {
    /// No models.
    Models NONE = _ -> Optional.empty();

    /// The model of that name.
    Optional<Responder> find(String name);
  }

  /// The grader that is described as in OpenAI's API: `string_check`, `text_similarity`,
  /// `score_model`, `multi`.
  ///
  /// @throws IllegalArgumentException when it is none, or one that does not exist here; the message
  ///   is a sentence that names the field
  static Grader of(Json description, Models models) {
    return new GraderReader(models).read(description);
  }
}
