package dev.ponder.serve;

import dev.ponder.core.Cancelled;
import java.util.List;

/// How the server is, for those who run it.
final class HealthEndpoint implements Routes {
  private final Shared shared;

  HealthEndpoint(Shared shared) {
    this.shared = shared;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.probe("/health/live", "200 while the process runs").get(this::live),
        Route.probe("/health/ready", "200 while requests are taken").get(this::ready),
        Route.local("/metrics", "Prometheus text format").get(this::metrics));
  }

  private void live(Exchange exchange) throws Cancelled {
    exchange.answer(Answer.json("{\"status\":\"live\"}"));
  }

  private void ready(Exchange exchange) throws Cancelled {
    if (!shared.gate().open()) {
      throw AdmissionGate.stopping().exception();
    }
    exchange.answer(Answer.json("{\"status\":\"ready\"}"));
  }

  private void metrics(Exchange exchange) throws Cancelled {
    exchange.answer(Answer.text(PrometheusText.CONTENT_TYPE, shared.measurements().text()));
  }
}
