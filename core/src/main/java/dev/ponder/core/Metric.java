package dev.ponder.core;

import java.util.List;
import java.util.Map;

/// One measured family, in the terms of the Prometheus text format.
///
/// @param name full name with unit, such as `ponder_generated_tokens_total`
public record Metric(String name, String help, Type type, List<Sample> samples) {
  public Metric {
    samples = List.copyOf(samples);
  }

  /// Prometheus metric types in use.
  public enum Type {
    COUNTER,
    GAUGE
  }

  /// One value under its labels.
  public record Sample(Map<String, String> labels, double value) {
    public Sample {
      labels = Map.copyOf(labels);
    }
  }

  /// A family of one unlabelled value.
  public static Metric of(String name, String help, Type type, double value) {
    return new Metric(name, help, type, List.of(new Sample(Map.of(), value)));
  }
}
