package dev.ponder.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ponder.core.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/// The tests of the JSON Schema organisation for draft 2020-12. Takes some seconds: there are over
/// a thousand schemas.
class SchemaSuiteTest {
  private static final Path SUITE =
      Path.of("../../shared/evals/json-schema-test-suite/suite.tar.gz");

  private static final SchemaOptions ANY_ORDER =
      SchemaOptions.DEFAULT.withKeys(SchemaOptions.KeyOrder.ANY);

  // Formats are enforced here and annotations there; what a vocabulary switches off is not
  // followed.
  private static final Set<String> NOT_OURS = Set.of("format.json", "vocabulary.json");

  @Test
  void schemasThatCompileJudgeAsTheSuiteDoes() throws IOException {
    assumeTrue(Files.exists(SUITE), "no JSON-Schema-Test-Suite here");
    List<String> wrong = new ArrayList<>();
    int judged = 0;
    int refused = 0;
    for (Map.Entry<String, byte[]> file : draft().entrySet()) {
      for (Json group : ((Json.Arr) Json.parse(file.getValue())).elements()) {
        try {
          Grammar grammar = Grammar.ofSchema(member(group, "schema"), ANY_ORDER);
          judged++;
          judge(file.getKey(), group, grammar, wrong);
        } catch (SchemaException e) {
          refused++;
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(judged).isGreaterThan(refused);
  }

  private static void judge(String file, Json group, Grammar grammar, List<String> wrong) {
    for (Json test : ((Json.Arr) member(group, "tests")).elements()) {
      String text = member(test, "data").text();
      boolean valid = member(test, "valid").equals(Json.of(true));
      boolean accepted = Traces.accepts(grammar, text);
      if (accepted != valid && !(valid && isDeparture(text))) {
        wrong.add(
            "%s: %s: %s".formatted(file, member(group, "description").text(), text)
                + (valid ? " rejected" : " accepted"));
      }
    }
  }

  /// Whole numbers are not written with a fraction or an exponent.
  private static boolean isDeparture(String text) {
    return text.matches("(?s).*\\d(\\.0|[eE]).*");
  }

  private static Json member(Json object, String name) {
    return ((Json.Obj) object).member(name).orElseThrow();
  }

  /// The suite's files for that draft, without the optional ones.
  private static Map<String, byte[]> draft() throws IOException {
    byte[] tar;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(SUITE))) {
      tar = in.readAllBytes();
    }
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int at = 0; at + 512 <= tar.length && tar[at] != 0; ) {
      String name = text(tar, at, 100);
      int size = Integer.parseInt(text(tar, at + 124, 12).trim(), 8);
      if (name.contains("tests/draft2020-12/")
          && name.endsWith(".json")
          && !name.contains("/optional/")
          && !NOT_OURS.contains(name.substring(name.lastIndexOf('/') + 1))) {
        files.put(
            name.substring(name.lastIndexOf('/') + 1),
            new ByteArrayInputStream(tar, at + 512, size).readAllBytes());
      }
      at += 512 + (size + 511) / 512 * 512;
    }
    return files;
  }

  private static String text(byte[] tar, int from, int length) {
    int end = from;
    while (end < from + length && tar[end] != 0) {
      end++;
    }
    return new String(tar, from, end - from, StandardCharsets.UTF_8);
  }
}
