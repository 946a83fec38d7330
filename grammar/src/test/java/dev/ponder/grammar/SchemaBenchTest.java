package dev.ponder.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ponder.core.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/// A thousand schemas from the wild with instances that others have judged (jsonschemabench). Takes
/// some seconds, because it is the one place where real schemas meet the compiler.
class SchemaBenchTest {
  private static final Path SAMPLE = Path.of("../../shared/evals/jsonschemabench/sample.jsonl.gz");

  private static final SchemaOptions ANY_ORDER =
      SchemaOptions.DEFAULT.withKeys(SchemaOptions.KeyOrder.ANY);

  @Test
  void instancesAreJudgedAsTheirAuthorsDoAndMostSchemasCompile() throws IOException {
    assumeTrue(Files.exists(SAMPLE), "no jsonschemabench here");
    int schemas = 0;
    int compiled = 0;
    List<String> wrong = new ArrayList<>();
    try (BufferedReader lines = lines()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Json.Obj entry = (Json.Obj) Json.parse(line);
        schemas++;
        try {
          judge(entry, Grammar.ofSchema(entry.member("schema").orElseThrow(), ANY_ORDER), wrong);
          compiled++;
        } catch (SchemaException e) {
          assertThat(e.getMessage()).startsWith("In context=(").endsWith(".");
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(compiled).isGreaterThanOrEqualTo(schemas * 90 / 100);
  }

  private static BufferedReader lines() throws IOException {
    return new BufferedReader(
        new InputStreamReader(
            new GZIPInputStream(Files.newInputStream(SAMPLE)), StandardCharsets.UTF_8));
  }

  private static void judge(Json.Obj entry, Grammar grammar, List<String> wrong) {
    for (Json test : ((Json.Arr) entry.member("tests").orElseThrow()).elements()) {
      Json.Obj judged = (Json.Obj) test;
      Json data = judged.member("data").orElseThrow();
      boolean valid = judged.member("valid").orElseThrow().equals(Json.of(true));
      if (Traces.accepts(grammar, data.text()) != valid) {
        wrong.add(
            entry.member("file").orElseThrow().text()
                + (valid ? " rejects " : " accepts ")
                + data.text());
      }
    }
  }
}
