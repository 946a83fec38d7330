package dev.ponder.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.AnswerFormat;
import dev.ponder.core.Json;
import dev.ponder.core.TextGrammar;
import dev.ponder.core.Tool;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SchemasTest {
  private static final String OPEN = "{\"type\":\"object\",\"properties\":{}}";
  private static final String UNSUPPORTED =
      "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"strnig\"}},"
          + "\"required\":[\"a\"],\"additionalProperties\":false}";

  @Test
  void aStrictFormatFollowsTheApisRules() {
    assertThat(Schemas.complaint(format(OPEN, true)))
        .hasValue(
            "Invalid schema for response_format 'X': In context=(), 'additionalProperties' is"
                + " required to be supplied and to be false.");
    assertThat(Schemas.complaint(format(OPEN, false))).isEmpty();
  }

  @Test
  void whatCannotBeEnforcedIsNamedEitherWay() {
    assertThat(Schemas.complaint(format(UNSUPPORTED, false)))
        .hasValueSatisfying(text ->
            assertThat(text)
                .startsWith(
                    "Invalid schema for response_format 'X': In context=('properties', 'a'), "));
    assertThat(Schemas.complaint(function(UNSUPPORTED, true)))
        .hasValueSatisfying(text ->
            assertThat(text)
                .startsWith("Invalid schema for function 'f': In context=('properties', 'a'), "));
  }

  @Test
  void aLooseFunctionIsAHintOnly() {
    assertThat(Schemas.complaint(function(UNSUPPORTED, false))).isEmpty();
    assertThat(Schemas.complaint(function("{\"type\":\"string\"}", false)))
        .hasValue(
            "Invalid schema for function 'f': schema must be a JSON Schema of 'type: \"object\"',"
                + " got 'type: \"string\"'.");
  }

  @Test
  void aPatternMustBeOne() {
    assertThat(Schemas.complaint(custom("[0-9]+"))).isEmpty();
    assertThat(Schemas.complaint(custom("[0-9")))
        .hasValueSatisfying(
            text -> assertThat(text).startsWith("Invalid grammar for custom tool 'c': "));
  }

  private static AnswerFormat.Schema format(String schema, boolean strict) {
    return new AnswerFormat.Schema("X", Optional.empty(), Json.parse(schema), strict);
  }

  private static Tool function(String schema, boolean strict) {
    return new Tool.Function(
        "f", Optional.empty(), Optional.of((Json.Obj) Json.parse(schema)), strict);
  }

  @Test
  void aGrammarMustBeOne() {
    assertThat(Schemas.complaint(custom(TextGrammar.Syntax.LARK, "start: \"a\"+"))).isEmpty();
    assertThat(Schemas.complaint(custom(TextGrammar.Syntax.LARK, "start: absent")))
        .hasValueSatisfying(
            text -> assertThat(text).startsWith("Invalid grammar for custom tool 'c': "));
  }

  private static Tool custom(String pattern) {
    return custom(TextGrammar.Syntax.REGEX, pattern);
  }

  private static Tool custom(TextGrammar.Syntax syntax, String definition) {
    TextGrammar grammar = new TextGrammar(syntax, definition);
    return new Tool.Custom("c", Optional.empty(), Optional.of(grammar));
  }
}
