package dev.ponder.app;

import dev.ponder.core.Json;
import java.util.List;
import java.util.Locale;

/// Repeated measurements of one quantity.
record Spread(double median, double least, double most) {

  static Spread of(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    double median =
        sorted.size() % 2 == 1
            ? sorted.get(middle)
            : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    return new Spread(median, sorted.getFirst(), sorted.getLast());
  }

  /// From the least to the most, for a table.
  String range() {
    return String.format(Locale.ROOT, "(%.1f to %.1f)", least, most);
  }

  Json.Obj json() {
    return Json.object().put("median", median).put("min", least).put("max", most).build();
  }
}
