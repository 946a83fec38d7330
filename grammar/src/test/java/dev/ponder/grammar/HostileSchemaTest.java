package dev.ponder.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.core.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Schemas made to hang or to fill the heap end soon, in a grammar or in a precise refusal.
@Timeout(20)
class HostileSchemaTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(a+)+$",
        "^(a|a)*$",
        "^(a|aa)+$",
        "(x+x+)+y",
        "^(([a-z])+.)+[A-Z]([a-z])+$",
        "(.*a){20}",
        "^(a?){50}a{50}$",
        "((a{1,100}){1,100}){1,100}",
        "^(.*)(.*)(.*)(.*)(.*)(.*)x$",
        "[ab]*a[ab]{200}",
        "(((((((((((((((((((((((^a)*)*)*)*)*)*)*)*)*)*)*)*)*)*)*)*)*)*)*)*)*)*)*"
      })
  void patternsThatExplodeElsewhereRunInBoundedSteps(String pattern) {
    try {
      Grammar grammar =
          Grammar.ofSchema(
              Json.object().put("pattern", pattern).put("type", "string").build(),
              SchemaOptions.DEFAULT);
      Matcher matcher = grammar.matcher(Traces.BYTES);
      matcher.accept("\"".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      for (int i = 0; i < 200 && matcher.accept('a'); i++) {
        matcher.mask();
      }
    } catch (GrammarLimitException e) {
      assertThat(e).hasMessageContaining("than");
    }
  }

  @Test
  void aWideSchemaIsCompiledOrRefused() {
    Json.Builder properties = Json.object();
    for (int i = 0; i < 15_000; i++) {
      properties.put("property-" + i, Json.parse("{\"type\":\"string\"}"));
    }
    Json schema = Json.object().put("type", "object").put("properties", properties.build()).build();
    Grammar grammar = Grammar.ofSchema(schema, SchemaOptions.DEFAULT);
    assertThat(Traces.accepts(grammar, "{\"property-14999\":\"x\"}")).isTrue();
  }

  @Test
  void alternativesThatMultiplyAreRefused() {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      all.append(i == 0 ? "" : ",")
          .append("{\"anyOf\":[{\"required\":[\"a")
          .append(i)
          .append("\"]},{\"required\":[\"b")
          .append(i)
          .append("\"]}]}");
    }
    assertThatThrownBy(() -> Traces.schema("{\"allOf\":[" + all + "]}"))
        .hasMessage("In context=(), the schema has more than 3,000 alternatives.");
  }

  @Test
  void deepNestingIsCompiledOrRefused() {
    String deep = "{\"items\":".repeat(400) + "{}" + "}".repeat(400);
    assertThat(Traces.accepts(Traces.schema(deep), "[[[[1]]]]")).isTrue();
  }

  @Test
  void manyDeepPartsFitIntoTheHeap() {
    String wide = "[" + "{},".repeat(300_000) + "{}]";
    String deep = "{\"x\":".repeat(400) + wide + "}".repeat(400);
    assertThat(Traces.accepts(Traces.schema("{\"$defs\":" + deep + ",\"type\":\"null\"}"), "null"))
        .isTrue();
  }

  @Test
  void aReferenceToItselfHoldsOfNothing() {
    assertThatThrownBy(() -> Traces.schema("{\"$ref\":\"#\"}")).isInstanceOf(SchemaException.class);
    assertThatThrownBy(() -> Traces.schema("{\"anyOf\":[{\"$ref\":\"#\"},{\"$ref\":\"#\"}]}"))
        .isInstanceOf(SchemaException.class);
  }

  @Test
  void longTextsInDeepArraysStayBounded() {
    Matcher matcher =
        Traces.schema(
                "{\"anyOf\":[{\"type\":\"array\",\"items\":{\"$ref\":\"#\"}},{\"type\":\"null\"}]}")
            .matcher(Traces.BYTES);
    for (int i = 0; i < 30_000; i++) {
      assertThat(matcher.accept('[')).isTrue();
    }
    for (int i = 0; i < 29_999; i++) {
      assertThat(matcher.accept(']')).isTrue();
    }
    assertThat(matcher.complete()).isFalse();
    assertThat(matcher.accept(']')).isTrue();
    assertThat(matcher.complete()).isTrue();
  }
}
