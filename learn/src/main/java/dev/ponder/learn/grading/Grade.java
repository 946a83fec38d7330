package dev.ponder.learn.grading;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What an answer is worth.
///
/// @param reward by most graders from 0 to 1; a million at most, above which sums and differences
///   of single precision tell nothing
/// @param parts what it was calculated from, by the names of the graders; empty where there is
///   nothing but the reward
public record Grade(double reward, Map<String, Double> parts) {

  private static final double MOST = 1e6;

  /// @throws IllegalArgumentException when that is no reward
  public Grade {
    if (!isReward(reward)) {
      throw new IllegalArgumentException("%s is no reward to learn from".formatted(reward));
    }
    parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
  }

  /// Whether that number can be learned from.
  static boolean isReward(double number) {
    return Math.abs(number) <= MOST;
  }

  /// A grade without parts.
  public static Grade of(double reward) {
    return new Grade(reward, Map.of());
  }
}
