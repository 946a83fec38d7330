package dev.ponder.app;

import dev.ponder.core.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How fast a model runs on a machine, in figures and pictures.
///
/// @param digest SHA-256 of the model's file
/// @param date when measuring ended
record BenchReport(ReportRun.Measured measured, Machine machine, String digest, Instant date) {
  private static final String PREFIXES = " kMGTP";

  Json.Obj json() {
    return measured
        .speed()
        .json()
        .put("date", date.truncatedTo(ChronoUnit.SECONDS).toString())
        .put("machine", machine.json())
        .put("model_sha256", digest)
        .put("roofline", measured.roofline().json())
        .put("concurrency", Json.of(measured.streams().stream().map(SideBySide::json).toList()))
        .put("mixed_load", measured.mixed().json())
        .put("second_turn", measured.turns().json())
        .build();
  }

  /// Writes `roofline.svg`, `concurrency.svg`, `mixed-load.svg` and `report.json`, over those of an
  /// earlier report.
  ///
  /// @param folder made if it is not there
  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    BenchCharts charts = new BenchCharts(measured);
    Files.writeString(folder.resolve("roofline.svg"), charts.roofline().svg());
    Files.writeString(folder.resolve("concurrency.svg"), charts.concurrency().svg());
    Files.writeString(folder.resolve("mixed-load.svg"), charts.mixedLoad().svg());
    Files.writeString(folder.resolve("report.json"), json().text() + "\n");
  }

  /// What was achieved of what the machine can do.
  List<List<String>> rooflineTable() {
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("", "operations/s", "bytes/s", "operations/byte", "of attainable"));
    measured
        .roofline()
        .ceilings()
        .operationsPerSecond()
        .forEach((kind, speed) ->
            table.add(
                List.of("this machine, " + Sizes.lowerCase(kind), scaled(speed), "", "", "")));
    table.add(
        List.of(
            "this machine, reading",
            "",
            scaled(measured.roofline().ceilings().bytesPerSecond()),
            "",
            ""));
    for (Roofline.Achieved one : measured.roofline().achieved()) {
      table.add(
          List.of(
              one.what(),
              scaled(one.operationsPerSecond()),
              scaled(one.bytesPerSecond()),
              text("%.1f", one.work().intensity()),
              text("%.0f %%", 100 * measured.roofline().share(one))));
    }
    return table;
  }

  /// Throughput and fairness by the number of streams.
  List<List<String>> streamsTable() {
    List<List<String>> table = new ArrayList<>();
    table.add(
        List.of("streams", "tokens/s", "each", "slowest", "fastest", "fairness", "first token"));
    for (SideBySide one : measured.streams()) {
      table.add(
          List.of(
              Integer.toString(one.count()),
              text("%.1f", one.together()),
              text("%.1f", one.each().median()),
              text("%.1f", one.each().least()),
              text("%.1f", one.each().most()),
              text("%.3f", one.fairness()),
              text("%.2f s", one.firstToken().median())));
    }
    return table;
  }

  /// Time between tokens with and without a long prompt.
  List<List<String>> mixedTable() {
    List<List<String>> table = new ArrayList<>();
    List<String> head = new ArrayList<>();
    head.add("ms between tokens");
    head.addAll(Percentiles.NAMES);
    head.add("of");
    table.add(head);
    MixedLoad mixed = measured.mixed();
    table.add(row(mixed.streams() + " streams alone", mixed.quiet()));
    table.add(row("beside a prompt of " + mixed.longPrompt(), mixed.mixed()));
    return table;
  }

  private static List<String> row(String name, Percentiles times) {
    List<String> row = new ArrayList<>();
    row.add(name);
    times.all().forEach(time -> row.add(text("%.1f", time)));
    row.add(Integer.toString(times.count()));
    return row;
  }

  /// With three digits and the prefix of its size.
  private static String scaled(double value) {
    int size = 0;
    double digits = value;
    while (digits >= 1000 && size < PREFIXES.length() - 1) {
      digits /= 1000;
      size++;
    }
    String format = digits < 10 ? "%.2f " : digits < 100 ? "%.1f " : "%.0f ";
    return text(format, digits) + PREFIXES.charAt(size);
  }

  private static String text(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
