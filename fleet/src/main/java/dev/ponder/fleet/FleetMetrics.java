package dev.ponder.fleet;

import dev.ponder.core.Metric;
import dev.ponder.core.Metric.Sample;
import dev.ponder.core.Metric.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The families of a fleet: its own, and those of its models as one family each.
final class FleetMetrics {
  private static final String LABEL = "model";

  private FleetMetrics() {}

  static List<Metric> of(
      List<String> ids, Map<String, List<Metric>> loaded, Residency.Tally tally) {
    List<Metric> families = new ArrayList<>();
    families.add(
        new Metric(
            "ponder_model_loaded",
            "Whether the model is in memory.",
            Type.GAUGE,
            ids.stream().map(id -> presence(id, loaded.containsKey(id) ? 1 : 0)).toList()));
    families.add(
        Metric.of("ponder_model_loads_total", "Models loaded.", Type.COUNTER, tally.loads()));
    families.add(
        Metric.of(
            "ponder_model_unloads_total",
            "Models unloaded to make room.",
            Type.COUNTER,
            tally.unloads()));
    families.add(
        Metric.of(
            "ponder_model_memory_bytes",
            "Memory set aside for the models that are loaded.",
            Type.GAUGE,
            tally.usedBytes()));
    families.addAll(merged(loaded));
    return families;
  }

  private static Sample presence(String id, double value) {
    return new Sample(Map.of(LABEL, id), value);
  }

  private static List<Metric> merged(Map<String, List<Metric>> loaded) {
    Map<String, Metric> families = new LinkedHashMap<>();
    loaded.forEach((id, metrics) -> {
      for (Metric metric : metrics) {
        families.merge(metric.name(), labelled(metric, id), FleetMetrics::joined);
      }
    });
    return List.copyOf(families.values());
  }

  private static Metric labelled(Metric metric, String id) {
    List<Sample> samples =
        metric.samples().stream()
            .map(sample -> {
              Map<String, String> labels = new HashMap<>(sample.labels());
              labels.put(LABEL, id);
              return new Sample(labels, sample.value());
            })
            .toList();
    return new Metric(metric.name(), metric.help(), metric.type(), samples);
  }

  private static Metric joined(Metric one, Metric other) {
    List<Sample> samples = new ArrayList<>(one.samples());
    samples.addAll(other.samples());
    return new Metric(one.name(), one.help(), one.type(), samples);
  }
}
