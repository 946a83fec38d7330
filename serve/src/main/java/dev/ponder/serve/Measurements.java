package dev.ponder.serve;

import dev.ponder.core.Metric;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/// What the server counts about itself, and the text that tells it together with what the backend
/// counts.
final class Measurements {
  private final Supplier<List<Metric>> others;
  private final Map<Outcome, LongAdder> requests = new ConcurrentSkipListMap<>();
  private final InFlight inFlight = new InFlight();
  private final LongAdder events = new LongAdder();
  private final LongAdder disconnects = new LongAdder();
  private final Histogram durations = new Histogram();
  private final Histogram firstTokens = new Histogram();

  private record Outcome(String route, int status) implements Comparable<Outcome> {
    private static final Comparator<Outcome> ORDER =
        Comparator.comparing(Outcome::route).thenComparingInt(Outcome::status);

    @Override
    public int compareTo(Outcome other) {
      return ORDER.compare(this, other);
    }
  }

  /// @param others families printed after the server's own
  Measurements(Supplier<List<Metric>> others) {
    this.others = others;
  }

  void begin() {
    inFlight.begin();
  }

  void end(String route, int status, Duration elapsed) {
    malformed(route, status);
    durations.record(elapsed);
    inFlight.end();
  }

  /// Counts a request that got no further than Jetty's parser.
  void malformed(String route, int status) {
    requests.computeIfAbsent(new Outcome(route, status), _ -> new LongAdder()).increment();
  }

  void firstToken(Duration elapsed) {
    firstTokens.record(elapsed);
  }

  void event() {
    events.increment();
  }

  void disconnect() {
    disconnects.increment();
  }

  InFlight inFlight() {
    return inFlight;
  }

  /// Everything, in the Prometheus text format.
  String text() {
    PrometheusText text = new PrometheusText();
    counters().forEach(text::add);
    text.add("ponder_http_request_seconds", "From request to end of answer.", durations);
    text.add("ponder_time_to_first_token_seconds", "From request to first token.", firstTokens);
    others.get().forEach(text::add);
    return text.toString();
  }

  private List<Metric> counters() {
    return List.of(
        new Metric(
            "ponder_http_requests_total",
            "Requests by route and status; 499 means that the client left.",
            Metric.Type.COUNTER,
            requests.entrySet().stream().map(e -> sample(e.getKey(), e.getValue())).toList()),
        Metric.of(
            "ponder_http_requests_in_flight",
            "Requests in work.",
            Metric.Type.GAUGE,
            inFlight.count()),
        Metric.of(
            "ponder_http_events_total",
            "Server-sent events written.",
            Metric.Type.COUNTER,
            events.sum()),
        Metric.of(
            "ponder_http_disconnects_total",
            "Requests whose client left or stopped reading before the answer was complete.",
            Metric.Type.COUNTER,
            disconnects.sum()));
  }

  private static Metric.Sample sample(Outcome outcome, LongAdder count) {
    return new Metric.Sample(
        Map.of("route", outcome.route(), "status", Integer.toString(outcome.status())),
        count.sum());
  }
}
