package dev.ponder.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.Metric;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PrometheusTextTest {

  @Test
  void writesFamiliesWithEscapes() {
    PrometheusText text = new PrometheusText();
    text.add(
        new Metric(
            "a_total",
            "Back\\slash\nand line.",
            Metric.Type.COUNTER,
            List.of(
                new Metric.Sample(Map.of("y", "q\"\\\n", "x", "1"), 2),
                new Metric.Sample(Map.of(), 0.5))));

    assertThat(text)
        .hasToString(
            """
            # HELP a_total Back\\\\slash\\nand line.
            # TYPE a_total counter
            a_total{x="1",y="q\\"\\\\\\n"} 2
            a_total 0.5
            """);
  }

  @Test
  void writesUnusualNumbers() {
    Map<Double, String> numbers =
        Map.of(
            Double.NaN,
            "NaN",
            Double.POSITIVE_INFINITY,
            "+Inf",
            Double.NEGATIVE_INFINITY,
            "-Inf",
            -0.25,
            "-0.25",
            1e18,
            "1.0E18",
            123_456_789_012d,
            "123456789012");
    numbers.forEach((value, written) -> {
      PrometheusText text = new PrometheusText();
      text.add(Metric.of("g", "G.", Metric.Type.GAUGE, value));
      assertThat(text.toString()).endsWith("g " + written + "\n");
    });
  }

  @Test
  void histogramBucketsAreCumulative() {
    Histogram histogram = new Histogram();
    histogram.record(Duration.ofMillis(5));
    histogram.record(Duration.ofMillis(6));
    histogram.record(Duration.ofHours(1));
    PrometheusText text = new PrometheusText();
    text.add("h_seconds", "H.", histogram);

    assertThat(text.toString())
        .contains(
            "# TYPE h_seconds histogram\n",
            "h_seconds_bucket{le=\"0.005\"} 1\n",
            "h_seconds_bucket{le=\"0.01\"} 2\n",
            "h_seconds_bucket{le=\"600\"} 2\n",
            "h_seconds_bucket{le=\"+Inf\"} 3\n",
            "h_seconds_sum 3600.011\n",
            "h_seconds_count 3\n");
  }
}
