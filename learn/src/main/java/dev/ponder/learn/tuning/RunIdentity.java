package dev.ponder.learn.tuning;

import dev.ponder.learn.ContentDigest;
import java.util.Map;
import java.util.TreeMap;

/// What has to be the same for a job to go on where it was stopped.
final class RunIdentity {
  private RunIdentity() {}

  /// The configuration of that job's run, whose learning rate is that.
  ///
  /// @throws java.io.UncheckedIOException when a file of the order's cannot be read
  static Map<String, String> of(Tuning.Order order, double rate) {
    Map<String, String> all = new TreeMap<>();
    all.put("learned", order.scope().text());
    all.put("method", order.method().spelling());
    all.put("model", ContentDigest.of(order.model()));
    all.put("data", ContentDigest.of(order.data()));
    order.validation().ifPresent(file -> all.put("validation", ContentDigest.of(file)));
    all.put("epochs", Integer.toString(order.amount().epochs()));
    all.put(
        "batch",
        order.amount().batch().isPresent() ? "" + order.amount().batch().getAsInt() : "usual");
    all.put("rate", Double.toString(rate));
    all.put("effort", order.effort().name());
    all.put("seed", Long.toString(order.seed()));
    switch (order.method()) {
      case Method.Supervised() -> {}
      case Method.Preferences(double beta) -> all.put("beta", Double.toString(beta));
      case Method.Reinforcement(_, var description, int group) -> {
        all.put("grader", ContentDigest.of(description));
        all.put("group", Integer.toString(group));
      }
    }
    return all;
  }
}
