package dev.ponder.learn.grading;

import dev.ponder.core.Cancelled;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Several graders, and what is calculated from their rewards.
///
/// @param graders by the names that the formula knows them by
record Multi(String name, Map<String, Grader> graders, Formula formula) implements Grader {

  @Override
  public Grade grade(Work work) throws GradingException, Cancelled {
    Map<String, Double> parts = new LinkedHashMap<>();
    for (Map.Entry<String, Grader> one : graders.entrySet()) {
      parts.put(one.getKey(), one.getValue().grade(work).reward());
    }
    double reward = formula.value(parts);
    if (!Grade.isReward(reward)) {
      throw GradingException.ofGrader(
          "calculate_output comes to %s with the rewards %s".formatted(reward, parts));
    }
    return new Grade(reward, parts);
  }

  /// What it calculates when each of its graders gives its least, which is the least of all where
  /// more is better.
  @Override
  public double least() {
    Map<String, Double> parts = new LinkedHashMap<>();
    graders.forEach((key, grader) -> parts.put(key, grader.least()));
    double least = formula.value(parts);
    return Grade.isReward(least) ? Math.min(0, least) : 0;
  }

  @Override
  public List<Template> templates() {
    return graders.values().stream().flatMap(one -> one.templates().stream()).toList();
  }
}
