package dev.ponder.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.core.Json;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Templates with what Python's jinja2 3.1.6 makes of them, in the sandbox and with the filters
/// that the transformers library uses; docs/chat-templates.md tells how the file was made.
class PythonCasesTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-07T15:04:05.678901Z"), ZoneOffset.UTC);

  @TestFactory
  Stream<DynamicTest> agreesWithPython() throws IOException {
    Json.Obj file;
    try (InputStream in = PythonCasesTest.class.getResourceAsStream("cases.json")) {
      file = (Json.Obj) Json.parse(Objects.requireNonNull(in).readAllBytes());
    }
    Map<String, Input> context = new LinkedHashMap<>();
    ((Json.Obj) file.member("context").orElseThrow())
        .members()
        .forEach((name, value) -> context.put(name, Input.data(value)));
    List<Json> cases = ((Json.Arr) file.member("cases").orElseThrow()).elements();
    return cases.stream()
        .map(Json.Obj.class::cast)
        .map(one -> DynamicTest.dynamicTest(text(one, "template"), () -> check(one, context)));
  }

  private static void check(Json.Obj one, Map<String, Input> context) {
    Optional<Json> expected = one.member("expected");
    Optional<Json> raised = one.member("raised");
    if (expected.isPresent()) {
      assertThat(render(one, context)).isEqualTo(text(one, "expected"));
    } else if (raised.isPresent()) {
      assertThatThrownBy(() -> render(one, context))
          .isInstanceOf(TemplateException.Raised.class)
          .hasMessage(text(one, "raised"));
    } else {
      assertThatThrownBy(() -> render(one, context))
          .isInstanceOf(TemplateException.class)
          .isNotInstanceOf(TemplateException.Raised.class);
    }
  }

  private static String render(Json.Obj one, Map<String, Input> context) {
    return Template.parse(text(one, "template")).render(context, CLOCK).text();
  }

  private static String text(Json.Obj one, String member) {
    return ((Json.Str) one.member(member).orElseThrow()).value();
  }
}
