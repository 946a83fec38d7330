package dev.ponder.train.run;

import dev.ponder.core.Json;
import dev.ponder.core.JsonSyntaxException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A line of the metrics.
///
/// @param kind of event: [#STEP] or [#EXAMINATION]
/// @param step that it came after
/// @param figures by name, such as `loss`, or `loss/addition` for that of a label; finite
public record MetricRow(String kind, long step, Map<String, Double> figures) {
  public static final String STEP = "step";
  public static final String EXAMINATION = "examination";

  public MetricRow {
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
  }

  static MetricRow of(StepRecord record, Standing after, Pace pace) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("used", after.used());
    figures.put("elapsed", after.seconds());
    figures.put("tokens", (double) after.tokens());
    figures.put("objective", record.objective());
    figures.put("norm", record.gradientNorm());
    figures.put("share", record.share());
    figures.put("seconds", record.seconds());
    figures.put("tokens_per_second", pace.tokensPerSecond());
    figures.putAll(figures(record.losses()));
    return new MetricRow(STEP, record.step(), figures);
  }

  /// The mean loss and that of each label.
  static Map<String, Double> figures(Losses losses) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("loss", losses.mean());
    losses.byLabel().forEach((label, mean) -> figures.put("loss/" + label, mean.nats()));
    return figures;
  }

  /// One line of JSON. Figures that are no finite numbers, which JSON lacks, are left out.
  String line() {
    Json.Builder line = Json.object().put("kind", kind).put("step", step);
    figures.forEach((name, value) -> {
      if (Double.isFinite(value)) {
        line.put(name, value);
      }
    });
    return line.build().text();
  }

  /// The row that a line holds, if it is one.
  static Optional<MetricRow> parse(String line) {
    try {
      return Json.parse(line) instanceof Json.Obj row ? of(row) : Optional.empty();
    } catch (JsonSyntaxException notJson) {
      return Optional.empty();
    }
  }

  private static Optional<MetricRow> of(Json.Obj row) {
    if (!(row.members().get("kind") instanceof Json.Str(var kind))
        || !(row.members().get("step") instanceof Json.Num step)) {
      return Optional.empty();
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    row.members()
        .forEach((name, value) -> {
          if (value instanceof Json.Num number && !name.equals("step")) {
            figures.put(name, number.doubleValue());
          }
        });
    return Optional.of(new MetricRow(kind, (long) step.doubleValue(), figures));
  }
}
