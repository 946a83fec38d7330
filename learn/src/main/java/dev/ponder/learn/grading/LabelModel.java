package dev.ponder.learn.grading;

import dev.ponder.core.Cancelled;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Asks a model for one of a few labels: worth 1 if that is one to pass with, else 0. The model may
/// say more than the label; what counts is the label that comes last.
record LabelModel(String name, Opinion opinion, List<String> labels, Set<String> passing)
    implements Grader {

  LabelModel {
    labels = List.copyOf(labels);
    passing = Set.copyOf(passing);
  }

  @Override
  public Grade grade(Work work) throws GradingException, Cancelled {
    String said = opinion.of(work);
    Optional<String> last = Optional.empty();
    int place = -1;
    int end = -1;
    for (String label : labels) {
      int at = said.lastIndexOf(label);
      // Where one label ends like another, such as "incorrect" and "correct", the longer is meant.
      if (at >= 0 && (at + label.length() > end || (at + label.length() == end && at < place))) {
        last = Optional.of(label);
        place = at;
        end = at + label.length();
      }
    }
    String label =
        last.orElseThrow(() ->
            GradingException.ofGrader(
                "the model %s gave none of the labels %s".formatted(opinion.model(), labels)));
    return Grade.of(passing.contains(label) ? 1 : 0);
  }

  @Override
  public List<Template> templates() {
    return opinion.templates();
  }
}
