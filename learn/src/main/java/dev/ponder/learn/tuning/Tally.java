package dev.ponder.learn.tuning;

import dev.ponder.learn.grading.Grade;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a number of answers were worth and like. One thread uses it.
final class Tally {
  private final Map<String, Double> parts = new LinkedHashMap<>();
  private int answers;
  private double rewards;
  private int cut;
  private int unreadable;
  private int failed;
  private long tokens;
  private int alike;
  private int groups;
  private String complaint = "";

  /// An answer, of which one of the following is told next.
  void written(int length) {
    answers++;
    tokens += length;
  }

  /// It has a grade. Returns its worth.
  double graded(Grade grade) {
    grade.parts().forEach((name, part) -> parts.merge(name, part, Double::sum));
    return worth(grade.reward());
  }

  /// It did not end.
  double cut(double worth) {
    cut++;
    return worth(worth);
  }

  /// It lacks what the grader looks at.
  double unreadable(double worth) {
    unreadable++;
    return worth(worth);
  }

  private double worth(double worth) {
    rewards += worth;
    return worth;
  }

  /// It could not be graded for the grader's own sake.
  void failed(String why) {
    failed++;
    complaint = why;
  }

  /// The answers to a task are complete.
  ///
  /// @param areAlike whether there is nothing to choose between them
  void group(boolean areAlike) {
    groups++;
    alike += areAlike ? 1 : 0;
  }

  /// Why an answer could not be graded, the last time.
  String complaint() {
    return complaint;
  }

  /// Whether the grader is to blame that of no answer it can be told what it is worth.
  boolean hopeless() {
    return failed > 0 && failed + cut == answers;
  }

  /// The mean of those whose worth is known.
  double reward() {
    return rewards / (answers - failed);
  }

  /// Means and shares by name.
  Map<String, Double> figures() {
    Map<String, Double> figures = new LinkedHashMap<>();
    double all = answers;
    figures.put("reward", reward());
    figures.put("truncated", cut / all);
    figures.put("parse_error", unreadable / all);
    figures.put("grader_error", failed / all);
    figures.put("tokens_written", tokens / all);
    if (groups > 0) {
      figures.put("alike", alike / (double) groups);
    }
    parts.forEach((name, sum) -> figures.put("reward/" + name, sum / (answers - failed)));
    return figures;
  }
}
