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

/// What an examination found.
public final class Report {
  /// Levels that are shown among the subjects: what cannot be done in the head, and what takes two
  /// thoughts.
  private static final List<String> SHOWN_LEVELS = List.of("multiplication/5", "word-problems/2");

  private final String model;
  private final Order order;
  private final List<Row> rows;
  private final Map<String, List<Votes>> votes;
  private final Map<Effort, Map<Shams.Sham, Proportion>> shams;
  private final Structured structured;

  Report(
      String model,
      Order order,
      List<Row> rows,
      Map<String, List<Votes>> votes,
      Map<Effort, Map<Shams.Sham, Proportion>> shams,
      Structured structured) {
    this.model = model;
    this.order = order;
    this.rows = List.copyOf(rows);
    this.votes = votes;
    this.shams = shams;
    this.structured = structured;
  }

  /// What the model calls itself.
  public String model() {
    return model;
  }

  /// All rows, areas first.
  List<Row> rows() {
    return rows;
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
    table.add(List.of("", "effort", "answers", "tokens", "commonest right", "any right"));
    votes.forEach((area, all) ->
        all.forEach(one ->
            table.add(
                List.of(
                    area,
                    Evaluation.lower(one.effort()),
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
    shams.forEach((effort, results) -> {
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

  /// How often JSON is valid.
  public List<List<String>> structuredTable() {
    return structured.table();
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
    for (Row row : rows) {
      if (row.kind() == kind) {
        grouped.computeIfAbsent(row.name() + " " + row.tooling(), _ -> new ArrayList<>()).add(row);
      }
    }
    return grouped;
  }

  /// Everything.
  public Json.Obj toJson() {
    List<Json> cells = new ArrayList<>();
    for (Row row : rows) {
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
        .put("cells", Json.of(cells))
        .put("votes", votesJson())
        .put("shams", shamsJson())
        .put("structured", structured.toJson())
        .build();
  }

  private Json votesJson() {
    List<Json> all = new ArrayList<>();
    votes.forEach((area, some) ->
        some.forEach(one ->
            all.add(
                Json.object()
                    .put("area", area)
                    .put("effort", Evaluation.lower(one.effort()))
                    .put("answers", one.samples())
                    .put("tokens", one.tokens())
                    .put("majority", json(one.majority()))
                    .put("any", json(one.any()))
                    .build())));
    return Json.of(all);
  }

  private Json shamsJson() {
    Json.Builder all = Json.object();
    shams.forEach((effort, results) -> {
      Json.Builder some = Json.object();
      results.forEach((sham, right) -> some.put(Evaluation.lower(sham), json(right)));
      all.put(Evaluation.lower(effort), some.build());
    });
    return all.build();
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
    for (Row row : rows) {
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
    Files.writeString(folder.resolve("structured.csv"), structured.csv());
    Files.writeString(folder.resolve("accuracy-tokens.svg"), Figures.accuracyByTokens(rows));
    Files.writeString(folder.resolve("subjects.svg"), Figures.subjects(rows));
  }
}
