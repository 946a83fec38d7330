package dev.ponder.grammar;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.core.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrictSchemaTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '§',
      textBlock =
          """
          {"type":"object","properties":{}} ~ In context=(), 'additionalProperties' is required to be supplied and to be false.
          {"type":"array","items":{"type":"string"}} ~ In context=(), schema must be a JSON Schema of 'type: "object"', got 'type: "array"'.
          {"type":"object","properties":{"a":{"type":"string"}},"additionalProperties":false} ~ In context=(), 'required' is required to be supplied and to be an array including every key in properties. Missing 'a'.
          {"type":"object","properties":{"a":{"allOf":[]}},"required":["a"],"additionalProperties":false} ~ In context=('properties', 'a'), 'allOf' is not permitted.
          {"type":"object","properties":{"a":{}},"required":["a"],"additionalProperties":false} ~ In context=('properties', 'a'), schema must have a 'type' key.
          {"type":"object","properties":{"a":{"type":"string","format":"uri"}},"required":["a"],"additionalProperties":false} ~ In context=('properties', 'a'), 'uri' is not a valid format.
          {"type":"object","anyOf":[{"type":"object"}],"additionalProperties":false} ~ In context=(), 'anyOf' is not permitted.
          """)
  void theRulesAreEnforcedInOpenAisWords(String schema, String message) {
    assertThatThrownBy(() -> StrictSchema.check(Json.parse(schema)))
        .isInstanceOf(SchemaException.class)
        .hasMessage(message);
  }

  @Test
  void recursionAndUnionsArePermitted() {
    String schema =
        """
        {"type":"object","additionalProperties":false,"required":["next","kind"],"properties":{
          "kind":{"enum":["a","b"]},
          "next":{"anyOf":[{"$ref":"#"},{"type":"null"}]}}}
        """;
    assertThatCode(() -> StrictSchema.check(Json.parse(schema))).doesNotThrowAnyException();
  }

  @Test
  void elevenLevelsAreTooMany() {
    String schema = "{\"type\":\"string\"}";
    for (int level = 0; level < 11; level++) {
      schema =
          "{\"type\":\"object\",\"additionalProperties\":false,\"required\":[\"a\"],\"properties\":{\"a\":"
              + schema
              + "}}";
    }
    String deep = schema;
    assertThatThrownBy(() -> StrictSchema.check(Json.parse(deep)))
        .hasMessageEndingWith("schema must have no more than 10 levels.");
  }
}
