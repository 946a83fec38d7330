package dev.ponder.learn.reinforcement;

import dev.ponder.core.Effort;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/// What the answers of a step were like.
///
/// @param reward mean over all answers
/// @param byEffort of each effort that was practised
/// @param noVariance share of groups whose answers were all worth the same; not learned from
/// @param truncated share of answers that did not end within their allowance
/// @param calling share of answers that call a tool, of those that were offered one; empty when
///   none was
/// @param tokens written
/// @param seconds that this took
public record PracticeRecord(
    double reward,
    Map<Effort, Result> byEffort,
    double noVariance,
    double truncated,
    OptionalDouble calling,
    long tokens,
    double seconds) {

  /// How well and how long a model answered with one effort.
  ///
  /// @param accuracy share of right answers
  /// @param thought mean tokens of thought
  /// @param answers how many
  public record Result(double accuracy, double thought, int answers) {}

  /// By name, as they are written down.
  public Map<String, Double> figures() {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("reward", reward);
    byEffort.forEach((effort, result) -> {
      String name = effort.name().toLowerCase(Locale.ROOT);
      figures.put("accuracy_" + name, result.accuracy());
      figures.put("thought_" + name, result.thought());
    });
    figures.put("no_variance", noVariance);
    figures.put("truncated", truncated);
    calling.ifPresent(share -> figures.put("calling", share));
    figures.put("rollout_tokens", (double) tokens);
    figures.put("rollout_seconds", seconds);
    return figures;
  }

  /// The record of those groups.
  static PracticeRecord of(List<Rollout.Group> groups, Edge edge, double seconds) {
    List<Rollout> all = rollouts(groups);
    List<Rollout> offered =
        rollouts(groups.stream().filter(group -> edge.cell(group.cell()).offersTool()).toList());
    return new PracticeRecord(
        mean(all.stream().mapToDouble(Rollout::reward).average()),
        byEffort(groups, edge),
        share(groups.stream().filter(Rollout.Group::teachesNothing).count(), groups.size()),
        share(all.stream().filter(one -> !one.outcome().ended()).count(), all.size()),
        offered.stream().mapToInt(one -> one.calls() > 0 ? 1 : 0).average(),
        all.stream().mapToLong(one -> one.continuation().tokens().length).sum(),
        seconds);
  }

  private static Map<Effort, Result> byEffort(List<Rollout.Group> groups, Edge edge) {
    Map<Effort, Result> results = new EnumMap<>(Effort.class);
    for (Effort effort : Effort.values()) {
      List<Rollout> own =
          rollouts(
              groups.stream().filter(group -> edge.cell(group.cell()).effort() == effort).toList());
      if (!own.isEmpty()) {
        long right = own.stream().filter(one -> one.outcome().right()).count();
        double thought = mean(own.stream().mapToInt(one -> one.outcome().thought()).average());
        results.put(effort, new Result(share(right, own.size()), thought, own.size()));
      }
    }
    return results;
  }

  private static List<Rollout> rollouts(List<Rollout.Group> groups) {
    return groups.stream().flatMap(group -> group.rollouts().stream()).toList();
  }

  private static double mean(OptionalDouble average) {
    return average.orElse(0);
  }

  private static double share(long part, int whole) {
    return part / (double) whole;
  }
}
