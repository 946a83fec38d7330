package dev.ponder.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.app.ModelWork.Work;
import dev.ponder.compute.Ceilings;
import dev.ponder.compute.Ceilings.Arithmetic;
import dev.ponder.core.Json;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class BenchReportTest {
  private static final String NAME = "odd <model> & \"name\" ".repeat(5);

  @Test
  void aReportIsThreePicturesAndAllFigures(@TempDir Path folder) throws Exception {
    Path made = folder.resolve("to/be/made");
    BenchReport report = report(List.of(1, 2, 4, 8, 16, 32));
    report.write(made);
    report.write(made);
    try (Stream<Path> files = Files.list(made)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "roofline.svg", "concurrency.svg", "mixed-load.svg", "report.json");
    }
    Json.Obj figures = (Json.Obj) Json.parse(Files.readString(made.resolve("report.json")));
    assertThat(figures.members())
        .containsEntry("date", Json.of("2026-11-21T20:00:00Z"))
        .containsEntry("model_sha256", Json.of("abc"))
        .containsEntry("threads", Json.of(2L))
        .containsKeys("model", "kernels", "machine", "roofline", "concurrency", "mixed_load")
        .containsKey("second_turn");
    assertThat(figures.member("concurrency").orElseThrow())
        .isInstanceOfSatisfying(Json.Arr.class, all -> assertThat(all.elements()).hasSize(6));
  }

  @Test
  void picturesShowEveryRoofAndWhatIsBelow() throws Exception {
    BenchCharts charts = new BenchCharts(report(List.of(1, 2, 4)).measured());
    assertThat(texts(charts.roofline().svg()))
        .contains("float multiply-add", "byte dot product", "memory", "prompt of 512")
        .contains("50.0 GB/s read", "byte dot product 1,000 G/s", "500 G/s, 50.0 % of attainable");
    assertThat(texts(charts.concurrency().svg()))
        .contains("1", "2", "4", "together")
        .contains("Streams side by side, 128 tokens each, fairness at least 0.990");
    assertThat(texts(charts.mixedLoad().svg()))
        .contains("p50", "p90", "p99", "max", "by themselves", "210 ms", "33.0 ms")
        .contains("4 answers; a prompt of 8,192 tokens");
  }

  @Test
  void oneNumberOfStreamsIsAPictureToo() throws Exception {
    String svg = new BenchCharts(report(List.of(3)).measured()).concurrency().svg();
    assertThat(texts(svg)).contains("3");
    assertThat(svg).doesNotContain("NaN", "Infinity");
  }

  @Test
  void theTerminalGetsTablesOfEachPart() {
    StringWriter out = new StringWriter();
    new BenchPrinter(new PrintWriter(out)).print(report(List.of(1, 2)));
    assertThat(out.toString())
        .contains("this machine, int8", "400 G", "1.00 T", "50.0 G", "50 %")
        .contains("fairness", "0.990")
        .contains("beside a prompt of 8192")
        .contains("16 behind 16384", "22.5 ms", "(21.5 to 40.5)", "17 to 34")
        .doesNotContain("\t");
  }

  private static List<String> texts(String svg) throws Exception {
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < document.getElementsByTagName("text").getLength(); i++) {
      texts.add(document.getElementsByTagName("text").item(i).getTextContent());
    }
    return texts;
  }

  private static BenchReport report(List<Integer> counts) {
    Benchmark benchmark = new Benchmark(512, 128, 3);
    BenchmarkResult speed =
        new BenchmarkResult(
            new BenchSubject(NAME, "Q8_0", 2, "native-avx512"),
            benchmark,
            new Spread(500, 490, 510),
            new Spread(30, 29, 31),
            Duration.ofMillis(300),
            Duration.ofMillis(2000),
            Optional.empty());
    Ceilings ceilings =
        new Ceilings(50e9, Map.of(Arithmetic.FLOAT32, 400e9, Arithmetic.INT8, 1000e9));
    Roofline roofline =
        Roofline.of(
            ceilings,
            "Q8_0",
            List.of(
                new Roofline.Achieved("prompt of 512", new Work(500e9, 1e9), 1),
                new Roofline.Achieved("generation of 128", new Work(100e9, 80e9), 2)));
    List<SideBySide> streams = counts.stream().map(BenchReportTest::streams).toList();
    MixedLoad mixed =
        new MixedLoad(
            4,
            8192,
            new Percentiles(256, 33, 34, 40, 61),
            new Percentiles(320, 205, 210, 214, 260),
            new Spread(16, 15, 17));
    return new BenchReport(
        new ReportRun.Measured(speed, roofline, streams, mixed, turns()),
        new Machine("processor", 2, "system", "java"),
        "abc",
        Instant.parse("2026-11-21T20:00:00.123Z"));
  }

  private static SecondTurn turns() {
    return new SecondTurn(
        new SecondTurn.Shape(16384, 16),
        List.of(
            new SecondTurn.Turn(16441, 16424, 21.5),
            new SecondTurn.Turn(16482, 16448, 40.5),
            new SecondTurn.Turn(16523, 16506, 22.5)));
  }

  private static SideBySide streams(int count) {
    double together = 30 * Math.pow(count, 0.6);
    double each = together / count;
    return new SideBySide(
        count,
        together,
        together * 1.1,
        new Spread(each, each * 0.9, each * 1.05),
        0.99,
        new Spread(0.1 * count, 0.1, 0.2 * count));
  }
}
