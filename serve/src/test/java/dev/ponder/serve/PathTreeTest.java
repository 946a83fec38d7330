package dev.ponder.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class PathTreeTest {
  private final PathTree paths =
      tree(
          "/",
          "/v1/things",
          "/v1/things/new",
          "/v1/things/{id}",
          "/v1/things/{id}/parts/{part}",
          "/v1/models/{id...}");

  @Test
  void segmentsSpelledOutGoFirst() {
    assertThat(template("/v1/things/new")).isEqualTo("/v1/things/new");
    assertThat(template("/v1/things/newer")).isEqualTo("/v1/things/{id}");
    assertThat(template("/v1/things/new/parts/a")).isEqualTo("/v1/things/{id}/parts/{part}");
    assertThat(template("/")).isEqualTo("/");
  }

  @Test
  void placesInBracesAreUnescaped() {
    assertThat(parameters("/v1/things/a%20b+c/parts/%2F"))
        .isEqualTo(Map.of("id", "a b+c", "part", "/"));
    assertThat(parameters("/v1/models/a/b%3Ac")).isEqualTo(Map.of("id", "a/b:c"));
    assertThat(parameters("/v1/models/%zz")).isEqualTo(Map.of("id", "%zz"));
  }

  @Test
  void everythingElseIsUnknown() {
    for (String path :
        List.of(
            "",
            "*",
            "v1",
            "/v1",
            "/v1/things/",
            "/v1/things/a/",
            "/v1//things",
            "/v1/models/",
            "/v1/things//parts/x",
            "/v1/things/a/parts/b/c")) {
      assertThat(paths.match(path)).as(path).isEmpty();
    }
  }

  @Test
  void twoRoutesForOnePathAreRefused() {
    assertThatThrownBy(() -> tree("/a/{b}", "/a/{c}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("/a/{c}");
  }

  @Test
  void queriesHoldArraysAndMaps() {
    QueryParameters query =
        QueryParameters.parse(
            "include%5B%5D=a&include[1]=b&include=c&metadata[k%5D=v+w&limit=5&flag&x=%zz&&limit=6");

    assertThat(query.all("include")).containsExactly("a", "b", "c");
    assertThat(query.map("metadata")).isEqualTo(Map.of("k", "v w"));
    assertThat(query.first("limit")).contains("5");
    assertThat(query.first("flag")).contains("");
    assertThat(query.first("x")).contains("%zz");
    assertThat(query.first("absent")).isEmpty();
    assertThat(QueryParameters.parse("").entries()).isEmpty();
  }

  private String template(String path) {
    return paths.match(path).orElseThrow().route().template();
  }

  private Map<String, String> parameters(String path) {
    return paths.match(path).orElseThrow().parameters();
  }

  private static PathTree tree(String... templates) {
    return new PathTree(Stream.of(templates).map(each -> Route.api(each, "")).toList());
  }
}
