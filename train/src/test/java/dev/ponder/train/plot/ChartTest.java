package dev.ponder.train.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ChartTest {

  @Test
  void aChartIsXmlWhateverNamesAreMadeOf() throws Exception {
    Series odd = Series.marked("a < b & \"c\" \u0007 ]]>", List.of(Point.of(1, 2)));
    Document document = parse(new Chart("<script>", axis("x&"), axis("y"), List.of(odd, odd)));
    assertThat(document.getElementsByTagName("script").getLength()).isZero();
    assertThat(document.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo("<script>");
  }

  @Test
  void valuesThatCannotBeShownAreLeftOut() throws Exception {
    Series odd =
        new Series(
            "odd",
            List.of(
                Point.of(1, Double.NaN),
                Point.of(2, -1),
                Point.of(3, 0),
                Point.of(4, Double.POSITIVE_INFINITY),
                Point.of(5, 10)),
            Series.Look.MARKS);
    Chart chart = new Chart("t", axis("x"), Axis.logarithmic("y"), List.of(odd));
    assertThat(parse(chart).getElementsByTagName("circle").getLength()).isEqualTo(1);
    assertThat(chart.svg()).doesNotContain("NaN", "Infinity");
  }

  @Test
  void chartsWithoutPointsOrWithEqualOnesAreCharts() throws Exception {
    parse(new Chart("t", axis("x"), Axis.logarithmic("y"), List.of()));
    parse(new Chart("t", axis("x"), axis("y"), List.of(Series.line("s", List.of()))));
    Series equal = Series.line("s", List.of(Point.of(5, 0), Point.of(5, 0)));
    Chart chart = new Chart("t", axis("x"), axis("y"), List.of(equal));
    parse(chart);
    assertThat(chart.svg()).doesNotContain("NaN", "Infinity");
  }

  /// A smoothed constant differs from itself in its last bits. Ticks between two neighbouring
  /// numbers never came to an end.
  @ParameterizedTest
  @ValueSource(doubles = {0.3, 1, 2.7, -40, 1e9})
  @Timeout(10)
  void valuesThatDifferByRoundingAreOneValue(double value) throws Exception {
    Series close =
        Series.line("s", List.of(Point.of(1, value), Point.of(2, value + 2 * Math.ulp(value))));
    for (Axis y : List.of(axis("y"), Axis.logarithmic("y"))) {
      Chart chart = new Chart("t", axis("x"), y, List.of(close));
      parse(chart);
      assertThat(chart.svg()).doesNotContain("NaN", "Infinity");
    }
  }

  @Test
  void errorBarsAreDrawn() {
    Series bars = Series.marked("s", List.of(new Point(1, 0.5, 0.4, 0.6), Point.of(2, 0.7)));
    String svg = new Chart("t", axis("x"), axis("y").within(0, 1), List.of(bars)).svg();
    assertThat(svg).containsOnlyOnce("class=\"bar\"");
  }

  @Test
  void longSeriesBecomeMeans() {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      points.add(Point.of(i, i % 2));
    }
    Series thin = Series.line("s", points).thinned();
    assertThat(thin.points()).hasSizeLessThan(1000);
    assertThat(thin.points()).allMatch(p -> Math.abs(p.y() - 0.5) < 0.05);
  }

  @Test
  void aValueThatCannotBeShownTakesNoNeighboursWithIt() {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      points.add(Point.of(i, i % 5 == 0 ? Double.NaN : 1));
    }
    assertThat(Series.line("s", points).thinned().points())
        .hasSizeGreaterThan(500)
        .allMatch(p -> p.y() == 1);
  }

  @Test
  void ticksAreRound() {
    assertThat(ticks(Axis.linear(""), 0, 1)).startsWith("0", "0.2").endsWith("1");
    assertThat(ticks(Axis.linear(""), 0, 12_345_678)).contains("0", "2M", "12M");
    assertThat(ticks(Axis.linear(""), -3, 3)).contains("-2", "0", "2");
    assertThat(ticks(Axis.logarithmic(""), 0.001, 10))
        .containsExactly("0.001", "0.01", "0.1", "1", "10");
    assertThat(ticks(Axis.logarithmic(""), 0.1, 1)).containsExactly("0.1", "0.2", "0.5", "1");
    assertThat(ticks(Axis.logarithmic(""), 1e-30, 1e30)).hasSizeLessThan(15);
  }

  @Test
  void chosenTicksStandAloneWhereTheAxisHasThem() {
    Axis axis =
        axis("").ticked(List.of(new Axis.Tick(0, "none"), new Axis.Tick(4, "four"), tick(99)));
    assertThat(ticks(axis, 0, 10)).containsExactly("none", "four");
  }

  @Test
  void namedThingsHaveRoomAtBothEnds() {
    Axis axis = Axis.named("", List.of("p50", "p90", "max"));
    Span span = Span.of(axis, DoubleStream.empty());
    assertThat(span.ticks(axis)).extracting(Axis.Tick::text).containsExactly("p50", "p90", "max");
    assertThat(span.position(0)).isBetween(0.1, 0.3);
    assertThat(span.position(2)).isBetween(0.7, 0.9);
  }

  @Test
  void labelsAreToldInTheChartAndOnlyWhereItReaches() throws Exception {
    Series one = Series.marked("s", List.of(Point.of(1, 1), Point.of(2, 2)));
    List<Label> labels = List.of(new Label(1, 1, "here <&>"), new Label(50, 1, "outside"));
    Chart chart =
        new Chart("t", axis("x").within(0, 3), axis("y").within(0, 3), List.of(one), labels);
    assertThat(parse(chart).getDocumentElement().getTextContent())
        .contains("here <&>")
        .doesNotContain("outside");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 20, 21, 47, 200})
  void howeverManyNamesThereAreAllStandInThePictureApartFromEachOther(int count) throws Exception {
    List<Series> many =
        IntStream.range(0, count)
            .mapToObj(i -> Series.line("name-" + i, List.of(Point.of(0, i), Point.of(1, i))))
            .toList();
    Document document = parse(new Chart("t", axis("x"), axis("y"), many));
    String[] box = document.getDocumentElement().getAttribute("viewBox").split(" ");
    NodeList texts = document.getElementsByTagName("text");
    Set<String> places = new HashSet<>();
    for (int i = 0; i < texts.getLength(); i++) {
      Element text = (Element) texts.item(i);
      if (text.getTextContent().startsWith("name-")) {
        places.add(text.getAttribute("x") + " " + text.getAttribute("y"));
        assertThat(Double.parseDouble(text.getAttribute("x")))
            .isBetween(0.0, Double.parseDouble(box[2]) - 130);
        assertThat(Double.parseDouble(text.getAttribute("y")))
            .isBetween(12.0, Double.parseDouble(box[3]) - 4);
      }
    }
    assertThat(places).hasSize(count);
  }

  private static Axis.Tick tick(double at) {
    return new Axis.Tick(at, Double.toString(at));
  }

  private static List<String> ticks(Axis axis, double low, double high) {
    return Span.of(axis.within(low, high), DoubleStream.empty()).ticks(axis).stream()
        .map(Axis.Tick::text)
        .toList();
  }

  private static Axis axis(String label) {
    return Axis.linear(label);
  }

  private static Document parse(Chart chart) throws Exception {
    byte[] svg = chart.svg().getBytes(StandardCharsets.UTF_8);
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg));
  }
}
