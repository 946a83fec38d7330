package dev.ponder.learn.evaluation;

import dev.ponder.core.Effort;
import dev.ponder.curriculum.Tooling;
import java.util.Optional;

/// Questions of one kind, done with one effort, with or without the tool.
///
/// @param name of the area or subject; of a level as `multiplication/5`
/// @param against how another model did on the same questions, and the difference to that
public record Row(
    Kind kind,
    String name,
    Tooling tooling,
    Effort effort,
    Result result,
    Optional<Comparison> against) {

  /// How fine the division is.
  public enum Kind {
    AREA,
    SUBJECT,
    LEVEL
  }

  /// With another model.
  ///
  /// @param result the other one's
  /// @param difference how much better the first is
  public record Comparison(Result result, PairedDifference difference) {}
}
