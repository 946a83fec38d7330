package dev.ponder.learn.evaluation;

import dev.ponder.core.Effort;
import dev.ponder.core.Json;
import dev.ponder.curriculum.Tooling;
import dev.ponder.learn.evaluation.Evaluation.Order;
import dev.ponder.learn.evaluation.Row.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What an examination found, or has found so far.
public final class Report {
  /// Levels that are shown among the subjects: what cannot be done in the head, and what takes two
  /// thoughts.
  private static final List<String> SHOWN_LEVELS = List.of("multiplication/5", "word-problems/2");

  private final String model;
  private final Order order;
  private final Findings found;

  Report(String model, Order order, Findings found) {
    this.model = model;
    this.order = order;
    this.found = found;
  }

  /// What the model calls itself.
  public String model() {
    return model;
  }

  /// Whether all parts are there.
  public boolean complete() {
    return found.structured().isPresent();
  }

  /// All rows, areas first.
  List<Row> rows() {
    return found.rows();
  }

  /// A table of the areas and subjects: the share of right answers in percent with its interval and
  /// the mean tokens of thought, for each effort.
  public List<List<String>> table() {
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("", "tool", "n", "low", "medium", "high", "format errors"));
    grouped(Kind.AREA).values().forEach(row -> table.add(line(row)));
    table.add(List.of("", "", "", "", "", "", ""));
    grouped(Kind.SUBJECT).values().forEach(row -> table.add(line(row)));
    grouped(Kind.LEVEL).values().stream()
        .filter(row -> SHOWN_LEVELS.contains(row.getFirst().name()))
        .forEach(row -> table.add(line(row)));
    return table;
  }

  /// A table of the differences to the other model in percentage points; empty when there is none.
  public List<List<String>> differences() {
    List<List<String>> table = new ArrayList<>();
    for (Kind kind : List.of(Kind.AREA, Kind.SUBJECT)) {
      for (List<Row> row : grouped(kind).values()) {
        List<String> cells = new ArrayList<>(names(row));
        row.forEach(one ->
            one.against()
                .ifPresent(against -> {
                  PairedDifference difference = against.difference();
                  cells.add(
                      String.format(
                          Locale.ROOT,
                          "%+.1f [%+.1f %+.1f]",
                          100 * difference.difference(),
                          100 * difference.low(),
                          100 * difference.high()));
                }));
        if (cells.size() > 3) {
          table.add(cells);
        }
      }
    }
    if (!table.isEmpty()) {
      table.addFirst(List.of("", "tool", "n", "low", "medium", "high"));
    }
    return table;
  }

  /// What several answers for the price of one are worth.
  public List<List<String>> votesTable() {
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("", "effort", "n", "answers", "tokens", "commonest right", "any right"));
    found
        .votes()
        .forEach((area, all) ->
            all.forEach(one ->
                table.add(
                    List.of(
                        area,
                        Evaluation.lower(one.effort()),
                        Integer.toString(one.majority().of()),
                        Integer.toString(one.samples()),
                        Long.toString(Math.round(one.tokens())),
                        percent(one.majority()),
                        percent(one.any())))));
    return table;
  }

  /// What answers are worth after a thought that is not the question's own.
  public List<List<String>> shamsTable() {
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("thought", "n", "own", "shuffled", "another question's", "empty"));
    found
        .shams()
        .forEach((effort, results) -> {
          if (!results.isEmpty()) {
            List<String> line = new ArrayList<>();
            line.add(Evaluation.lower(effort) + " effort");
            line.add(Integer.toString(results.values().iterator().next().of()));
            results.values().forEach(one -> line.add(percent(one)));
            table.add(line);
          }
        });
    return table;
  }

  /// How often JSON is valid; empty where none was asked for.
  public List<List<String>> structuredTable() {
    return found
        .structured()
        .filter(one -> one.held().right().of() > 0)
        .map(Structured::table)
        .orElse(List.of());
  }

  static String percent(Proportion proportion) {
    return String.format(
        Locale.ROOT,
        "%.1f [%.0f-%.0f]",
        100 * proportion.share(),
        100 * proportion.low(),
        100 * proportion.high());
  }

  private static List<String> line(List<Row> efforts) {
    List<String> cells = new ArrayList<>(names(efforts));
    Proportion wellFormed = Proportion.none();
    for (Effort effort : Effort.values()) {
      String cell = "";
      for (Row row : efforts) {
        if (row.effort() == effort) {
          wellFormed = wellFormed.plus(row.result().wellFormed());
          cell =
              percent(row.result().right())
                  + String.format(Locale.ROOT, " %.0f", row.result().thought());
        }
      }
      cells.add(cell);
    }
    cells.add(String.format(Locale.ROOT, "%.1f", 100 * (1 - wellFormed.share())));
    return cells;
  }

  private static List<String> names(List<Row> efforts) {
    Row first = efforts.getFirst();
    return List.of(
        first.name(),
        first.tooling() == Tooling.NONE ? "-" : "python",
        Integer.toString(first.result().right().of()));
  }

  /// The rows of one kind, those of all efforts together.
  private Map<String, List<Row>> grouped(Kind kind) {
    Map<String, List<Row>> grouped = new LinkedHashMap<>();
    for (Row row : rows()) {
      if (row.kind() == kind) {
        grouped.computeIfAbsent(row.name() + " " + row.tooling(), _ -> new ArrayList<>()).add(row);
      }
    }
    return grouped;
  }

  /// Everything.
  public Json.Obj toJson() {
    List<Json> cells = new ArrayList<>();
    for (Row row : rows()) {
      Json.Builder cell =
          Json.object()
              .put("kind", Evaluation.lower(row.kind()))
              .put("name", row.name())
              .put("tool", row.tooling() == Tooling.PYTHON)
              .put("effort", Evaluation.lower(row.effort()));
      row.result().toJson().members().forEach(cell::put);
      row.against()
          .ifPresent(against ->
              cell.put("against", against.result().toJson())
                  .put("difference", against.difference().difference())
                  .put("difference_low", against.difference().low())
                  .put("difference_high", against.difference().high()));
      cells.add(cell.build());
    }
    return Json.object()
        .put("model", model)
        .put("split", Evaluation.lower(order.split()))
        .put("samples", order.samples())
        .put("seed", order.seed())
        .put("complete", complete())
        .put("cells", Json.of(cells))
        .put("votes", found.votesJson())
        .put("shams", found.shamsJson())
        .put("structured", found.structuredJson())
        .build();
  }

  static Json json(Proportion proportion) {
    return Json.object()
        .put("n", proportion.of())
        .put("share", proportion.share())
        .put("low", proportion.low())
        .put("high", proportion.high())
        .build();
  }

  /// The rows as comma-separated values.
  public String csv() {
    StringBuilder csv =
        new StringBuilder(
            "kind,name,tool,effort,n,right,low,high,format_errors,called,thought_tokens,output_tokens\n");
    for (Row row : rows()) {
      csv.append(
          String.join(
              ",",
              Evaluation.lower(row.kind()),
              row.name(),
              Evaluation.lower(row.tooling()),
              Evaluation.lower(row.effort()),
              row.result().csv()));
      csv.append('\n');
    }
    return csv.toString();
  }

  /// Writes `evaluation.json`, `evaluation.csv`, `structured.csv`, `accuracy-tokens.svg` and
  /// `subjects.svg`.
  ///
  /// @param folder made if it is not there
  public void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("evaluation.json"), toJson().text() + "\n");
    Files.writeString(folder.resolve("evaluation.csv"), csv());
    Optional<String> json = found.structured().map(Structured::csv);
    if (json.isPresent()) {
      Files.writeString(folder.resolve("structured.csv"), json.get());
    }
    Files.writeString(folder.resolve("accuracy-tokens.svg"), Figures.accuracyByTokens(rows()));
    Files.writeString(folder.resolve("subjects.svg"), Figures.subjects(rows()));
  }
}
