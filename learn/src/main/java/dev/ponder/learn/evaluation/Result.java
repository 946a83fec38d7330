package dev.ponder.learn.evaluation;

import dev.ponder.core.Json;
import java.util.List;
import java.util.Locale;

/// How some questions were answered.
///
/// @param right of the answers
/// @param wellFormed answers that ended and said or called something
/// @param called answers for which a tool was called
/// @param thought mean tokens of thought
/// @param output mean tokens of thought and answer
public record Result(
    Proportion right, Proportion wellFormed, Proportion called, double thought, double output) {

  static Result of(List<Mark> marks) {
    Proportion right = Proportion.none();
    Proportion wellFormed = Proportion.none();
    Proportion called = Proportion.none();
    for (Mark mark : marks) {
      right = right.plus(mark.right());
      wellFormed = wellFormed.plus(mark.wellFormed());
      called = called.plus(mark.called());
    }
    return new Result(
        right,
        wellFormed,
        called,
        marks.stream().mapToInt(Mark::thought).average().orElse(0),
        marks.stream().mapToInt(Mark::output).average().orElse(0));
  }

  /// The same as comma-separated values.
  String csv() {
    return String.format(
        Locale.ROOT,
        "%d,%.4f,%.4f,%.4f,%.4f,%.4f,%.2f,%.2f",
        right.of(),
        right.share(),
        right.low(),
        right.high(),
        1 - wellFormed.share(),
        called.share(),
        thought,
        output);
  }

  Json.Obj toJson() {
    return Json.object()
        .put("n", right.of())
        .put("right", right.share())
        .put("low", right.low())
        .put("high", right.high())
        .put("format_errors", 1 - wellFormed.share())
        .put("called", called.share())
        .put("thought_tokens", thought)
        .put("output_tokens", output)
        .build();
  }
}
