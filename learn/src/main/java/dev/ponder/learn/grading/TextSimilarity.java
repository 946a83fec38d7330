package dev.ponder.learn.grading;

import java.util.List;

/// How alike two texts are, from 0 to 1.
record TextSimilarity(String name, Similarity metric, Template input, Template reference)
    implements Grader {

  /// Comparing takes time that grows with the product of the lengths.
  private static final int LONGEST = 20_000;

  @Override
  public Grade grade(Work work) throws GradingException {
    return Grade.of(metric.of(bounded(input.text(work)), bounded(reference.text(work))));
  }

  private static String bounded(String text) throws GradingException {
    if (text.length() > LONGEST) {
      throw GradingException.ofAnswer(
          "a text of %,d characters is too long to be compared; the most are %,d"
              .formatted(text.length(), LONGEST));
    }
    return text;
  }

  @Override
  public List<Template> templates() {
    return List.of(input, reference);
  }
}
