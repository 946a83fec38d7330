package dev.ponder.learn.grading;

import dev.ponder.core.Cancelled;
import dev.ponder.core.Json;
import dev.ponder.core.JsonSyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Asks a model for a number. The number may be all that it says, the `result` or `score` of a JSON
/// object, or the last number in what it says.
///
/// @param lowest number that it may give
/// @param highest likewise
record ScoreModel(String name, Opinion opinion, double lowest, double highest) implements Grader {
  private static final Pattern NUMBER =
      Pattern.compile("(?<![\\w.])-?\\d{1,15}(?:\\.\\d{1,15})?(?![\\w])");
  private static final List<String> FIELDS = List.of("result", "score");

  /// What of a strange answer is told.
  private static final int LONGEST_QUOTATION = 60;

  @Override
  public Grade grade(Work work) throws GradingException, Cancelled {
    String said = opinion.of(work);
    double score =
        number(said)
            .orElseThrow(() ->
                GradingException.ofGrader(
                    "the model %s gave no number but '%s'"
                        .formatted(opinion.model(), quoted(said))));
    if (!(score >= lowest && score <= highest)) {
      throw GradingException.ofGrader(
          "the model %s gave %s, which is not between %s and %s"
              .formatted(opinion.model(), score, lowest, highest));
    }
    return Grade.of(score);
  }

  private static String quoted(String text) {
    return text.length() > LONGEST_QUOTATION ? text.substring(0, LONGEST_QUOTATION) + "…" : text;
  }

  private static Optional<Double> number(String said) {
    Optional<Double> field = field(said);
    if (field.isPresent()) {
      return field;
    }
    Optional<Double> last = Optional.empty();
    Matcher matcher = NUMBER.matcher(said);
    while (matcher.find()) {
      last = Optional.of(Double.parseDouble(matcher.group()));
    }
    return last;
  }

  private static Optional<Double> field(String said) {
    try {
      if (Json.parse(said) instanceof Json.Obj object) {
        return FIELDS.stream()
            .flatMap(name -> object.member(name).stream())
            .filter(Json.Num.class::isInstance)
            .map(value -> ((Json.Num) value).doubleValue())
            .findFirst();
      }
    } catch (JsonSyntaxException notJson) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  @Override
  public double least() {
    return Math.min(0, lowest);
  }

  @Override
  public List<Template> templates() {
    return opinion.templates();
  }
}
