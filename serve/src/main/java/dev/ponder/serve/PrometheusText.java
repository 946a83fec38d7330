package dev.ponder.serve;

import dev.ponder.core.Metric;
import java.util.Locale;
import java.util.TreeMap;

/// Writes metrics in Prometheus' text exposition format, version 0.0.4.
final class PrometheusText {
  static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final StringBuilder out = new StringBuilder();

  void add(Metric metric) {
    head(metric.name(), metric.help(), metric.type().name().toLowerCase(Locale.ROOT));
    for (Metric.Sample sample : metric.samples()) {
      out.append(metric.name());
      labels(sample);
      out.append(' ').append(number(sample.value())).append('\n');
    }
  }

  void add(String name, String help, Histogram histogram) {
    head(name, help, "histogram");
    Histogram.Snapshot snapshot = histogram.snapshot();
    long below = 0;
    for (int i = 0; i < snapshot.counts().length; i++) {
      below += snapshot.counts()[i];
      String bound = i < snapshot.bounds().length ? number(snapshot.bounds()[i]) : "+Inf";
      out.append(name).append("_bucket{le=\"").append(bound).append("\"} ");
      out.append(below).append('\n');
    }
    out.append(name).append("_sum ").append(number(snapshot.sum())).append('\n');
    out.append(name).append("_count ").append(below).append('\n');
  }

  @Override
  public String toString() {
    return out.toString();
  }

  private void head(String name, String help, String type) {
    String escaped = help.replace("\\", "\\\\").replace("\n", "\\n");
    out.append("# HELP ").append(name).append(' ').append(escaped).append('\n');
    out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  private void labels(Metric.Sample sample) {
    if (sample.labels().isEmpty()) {
      return;
    }
    char separator = '{';
    for (var label : new TreeMap<>(sample.labels()).entrySet()) {
      String value =
          label.getValue().replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
      out.append(separator).append(label.getKey()).append("=\"").append(value).append('"');
      separator = ',';
    }
    out.append('}');
  }

  private static String number(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
    return whole ? Long.toString((long) value) : Double.toString(value);
  }
}
