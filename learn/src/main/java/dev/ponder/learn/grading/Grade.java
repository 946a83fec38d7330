package dev.ponder.learn.grading;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What an answer is worth.
///
/// @param reward a finite number; by most graders from 0 to 1
/// @param parts what it was calculated from, by the names of the graders; empty where there is
///   nothing but the reward
public record Grade(double reward, Map<String, Double> parts) {

  public Grade {
    parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
  }

  /// A grade without parts.
  public static Grade of(double reward) {
    return new Grade(reward, Map.of());
  }
}
