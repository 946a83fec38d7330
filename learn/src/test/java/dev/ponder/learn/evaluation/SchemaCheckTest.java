package dev.ponder.learn.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaCheckTest {
  private static final Json SCHEMA =
      Json.parse(
          """
          {"type":"object","properties":{"name":{"type":"string"},"age":{"type":"integer"},
          "size":{"type":["number","null"]},"kind":{"enum":["a","b"]},
          "parts":{"type":"array","items":{"type":"boolean"}}},
          "required":["name"],"additionalProperties":false}\
          """);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\":\"x\"}",
        "{\"name\":\"x\",\"age\":3,\"size\":1.5,\"kind\":\"a\",\"parts\":[true,false]}",
        "{\"name\":\"x\",\"size\":null,\"age\":4.0}"
      })
  void acceptsWhatTheSchemaSays(String text) {
    assertThat(SchemaCheck.conforms(Json.parse(text), SCHEMA)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "{\"name\":1}",
        "{\"name\":\"x\",\"age\":3.5}",
        "{\"name\":\"x\",\"kind\":\"c\"}",
        "{\"name\":\"x\",\"parts\":[1]}",
        "{\"name\":\"x\",\"more\":1}"
      })
  void refusesWhatItDoesNot(String text) {
    assertThat(SchemaCheck.conforms(Json.parse(text), SCHEMA)).isFalse();
  }
}
