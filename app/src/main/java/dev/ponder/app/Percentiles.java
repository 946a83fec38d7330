package dev.ponder.app;

import dev.ponder.core.Json;
import java.util.Collection;
import java.util.List;

/// What so many parts of measured values are below; all 0 when there are no values.
///
/// @param count of the values
record Percentiles(int count, double p50, double p90, double p99, double most) {
  static final List<String> NAMES = List.of("p50", "p90", "p99", "max");

  /// By nearest rank: each is a value that was measured.
  static Percentiles of(Collection<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return new Percentiles(
        sorted.size(), rank(sorted, 50), rank(sorted, 90), rank(sorted, 99), rank(sorted, 100));
  }

  private static double rank(List<Double> sorted, int percent) {
    return sorted.isEmpty() ? 0 : sorted.get(Math.ceilDiv(sorted.size() * percent, 100) - 1);
  }

  /// In the order of [#NAMES].
  List<Double> all() {
    return List.of(p50, p90, p99, most);
  }

  Json.Obj json() {
    Json.Builder out = Json.object().put("count", count);
    for (int i = 0; i < NAMES.size(); i++) {
      out.put(NAMES.get(i), all().get(i));
    }
    return out.build();
  }
}
