package dev.ponder.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.core.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaTest {

  /// Schema, texts that satisfy it, texts that do not; texts are separated by `¦`.
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '§',
      textBlock =
          """
          {"type":"null"}                                    ~ null                 ~ nul¦nulll¦0
          {"type":["integer","null"]}                        ~ 0¦-12¦null           ~ 01¦1.5¦true
          {"type":"number"}                                  ~ 1¦-0.5¦1e9¦1.25E-3   ~ .5¦1.¦+1¦1e
          {"type":"integer","minimum":-3,"maximum":12}       ~ -3¦0¦9¦12            ~ -4¦13¦20¦100
          {"type":"integer","exclusiveMinimum":9,"maximum":10} ~ 10                 ~ 9¦11¦1
          {"type":"number","minimum":0.5,"exclusiveMaximum":2} ~ 0.5¦1¦1.99¦0.50    ~ 0.49¦2¦2.0¦-1
          {"type":"number","maximum":-1.5}                   ~ -1.5¦-2¦-10.25       ~ -1.49¦0¦1¦-1
          {"type":"integer","multipleOf":7}                  ~ 0¦14¦-21             ~ 8¦-22
          {"type":"number","multipleOf":0.25}                ~ 0.5¦1¦1.750¦-0.25    ~ 0.3¦1.1
          {"enum":["a",1,null,{"b":[1,2]}]}                  ~ "a"¦1¦null¦{"b":[1,2]} ~ "b"¦2¦{"b":[1]}¦{}
          {"const":"a\\nb"}                                  ~ "a\\nb"              ~ "ab"
          {"type":"string","maxLength":2}                    ~ ""¦"é"¦"🙂🙂"¦"\\u00e9\\ud83d\\ude42" ~ "abc"¦"\\u00e9\\ud83d\\ude42x"
          {"type":"string","minLength":2}                    ~ "ab"¦"🙂a"           ~ ""¦"🙂"
          {"type":"string","pattern":"b+"}                   ~ "abc"¦"\\u0062"      ~ "ac"
          {"type":"string","pattern":"^(a|b)$"}              ~ "a"¦"b"              ~ "ab"¦""
          {"type":"string","pattern":"^a|b$"}                ~ "ax"¦"xb"            ~ "xa"¦"bx"
          {"type":"string","pattern":"^\\"$"}                ~ "\\""                ~ "a"
          {"type":"string","format":"date"}                  ~ "2024-02-29"         ~ "2023-02-29"¦"2023-4-01"
          {"type":"string","format":"date-time"}             ~ "2024-01-31T23:59:59Z"¦"2024-01-31T00:00:00.5+02:00" ~ "2024-01-31"¦"2024-01-31T24:00:00Z"
          {"type":"string","format":"duration"}              ~ "P1Y2M3DT4H"¦"PT5M"¦"P2W" ~ "P"¦"PT"¦"1D"
          {"type":"string","format":"email"}                 ~ "a.b@c.de"           ~ "a@"¦"@b"
          {"type":"string","format":"ipv4"}                  ~ "127.0.0.1"          ~ "256.0.0.1"¦"1.2.3"
          {"type":"string","format":"ipv6"}                  ~ "::1"¦"fe80::1:2"¦"1:2:3:4:5:6:7:8"¦"::ffff:1.2.3.4" ~ "1:2:3"¦"1::2::3"¦":1"
          {"type":"string","format":"uuid"}                  ~ "123e4567-e89b-12d3-a456-426614174000" ~ "123e4567"
          {"type":"string","format":"hostname"}              ~ "a.example"          ~ "-a"¦"a..b"
          {"type":"array","items":{"type":"integer"},"minItems":1,"maxItems":2} ~ [1]¦[1, 2] ~ []¦[1,2,3]¦[1,]
          {"type":"array","prefixItems":[{"const":1}],"items":false} ~ []¦[1]       ~ [2]¦[1,1]
          {"type":"array","contains":{"const":1}}            ~ [1]¦[0,"a",1]        ~ []¦[2]
          {"type":"object","properties":{"a":{"type":"integer"},"b":{"type":"null"}},"required":["a"],"additionalProperties":false} ~ {"a":1}¦{"a":1,"b":null}¦{ "a" : 1 } ~ {}¦{"b":null}¦{"a":1,"c":1}¦{"b":null,"a":1}¦{"\\u0061":1}
          {"type":"object","properties":{"a":{"type":"integer"}}} ~ {}¦{"b":[{}]}¦{"a":1,"aa":2} ~ {"b":1,"a":"x"}¦{"b":1,"\\u0061":"x"}
          {"type":"object","additionalProperties":{"type":"integer"},"minProperties":1,"maxProperties":2} ~ {"a":1}¦{"a":1,"b":2} ~ {}¦{"a":1,"b":2,"c":3}¦{"a":"b"}
          {"type":"object","patternProperties":{"^x":{"type":"integer"},"y$":{"minimum":5}},"additionalProperties":false} ~ {"x":1,"xy":6}¦{"ay":"s"} ~ {"xy":4}¦{"b":1}¦{"x":"a"}
          {"type":"object","propertyNames":{"pattern":"^[a-z]$"}} ~ {"a":1}          ~ {"A":1}¦{"ab":1}
          {"anyOf":[{"type":"string"},{"type":"array","items":{"$ref":"#"}}]} ~ "a"¦[]¦[["a"],[[]]] ~ 1¦[1]
          {"oneOf":[{"type":"integer","multipleOf":2},{"type":"integer","multipleOf":3}]} ~ -- ~ --
          {"oneOf":[{"required":["a"]},{"required":["b"]}],"type":"object"} ~ {"a":1}¦{"b":1} ~ {}¦{"a":1,"b":1}
          {"allOf":[{"properties":{"a":{"minimum":1}}},{"properties":{"a":{"type":"integer","maximum":2}},"required":["a"]}],"type":"object"} ~ {"a":1}¦{"a":2,"b":0} ~ {}¦{"a":0}¦{"a":3}
          {"$defs":{"n":{"type":"object","properties":{"next":{"anyOf":[{"$ref":"#/$defs/n"},{"type":"null"}]}},"required":["next"],"additionalProperties":false}},"$ref":"#/$defs/n"} ~ {"next":null}¦{"next":{"next":null}} ~ {}¦{"next":{}}
          {"type":"object","properties":{"k":{"enum":["a","b"]}},"required":["k"],"if":{"properties":{"k":{"const":"a"}}},"then":{"required":["x"]}} ~ {"k":"b"}¦{"k":"a","x":1} ~ {"k":"a"}
          {"type":"object","dependentRequired":{"a":["b"]}}  ~ {}¦{"b":1}           ~ {"a":1}
          {"not":{"type":"string"}}                          ~ 1¦null¦{}            ~ "a"
          {"type":"string","not":{"enum":["a","b"]}}         ~ "c"¦"ab"¦""          ~ "a"¦"b"¦"\\u0061"
          {"type":"integer","not":{"const":5}}               ~ 4¦55                 ~ 5
          true                                               ~ 1¦{"a":[true]}       ~ {"a"}¦[,]
          """)
  void schemasAllowWhatTheySay(String schema, String valid, String invalid) {
    if (valid.equals("--")) {
      assertThatThrownBy(() -> Traces.schema(schema)).isInstanceOf(SchemaException.class);
      return;
    }
    Grammar grammar = Traces.schema(schema);
    for (String text : valid.split("¦")) {
      assertThat(Traces.accepts(grammar, text)).as("%s allows %s", schema, text).isTrue();
    }
    for (String text : invalid.split("¦")) {
      assertThat(Traces.accepts(grammar, text)).as("%s forbids %s", schema, text).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '§',
      textBlock =
          """
          {"properties":{"a":{"type":"array","uniqueItems":true}}} ~ In context=('properties', 'a'), 'uniqueItems' is not supported: elements would have to be compared.
          {"pattern":"(?=a)"}      ~ In context=(), 'pattern' is not supported: the pattern cannot be kept, because look-around and flags are not supported (character 3).
          {"pattern":"(a"}         ~ In context=(), 'pattern' is not supported: the pattern cannot be kept, because a '(' is not closed (character 3).
          {"type":"text"}          ~ In context=(), 'text' is not a valid type.
          {"format":"colour"}      ~ In context=(), 'format' is not supported: 'colour' is not a format that can be enforced.
          {"$ref":"http://a/b"}    ~ In context=(), reference can only point to definitions of the same schema, not to 'http://a/b'.
          {"$ref":"#/$defs/a"}     ~ In context=(), reference to '#/$defs/a' cannot be resolved.
          {"unevaluatedItems":false} ~ In context=(), 'unevaluatedItems' is not supported: no mask can keep it.
          {"items":{"minLength":"2"}} ~ In context=('items',), 'minLength' must be a number.
          {"allOf":[{"type":"string"},{"type":"null"}]} ~ In context=(), no value satisfies the schema.
          {"type":"object","properties":{"a":{"$ref":"#"}},"required":["a"]} ~ In context=(), no value satisfies the schema.
          {"anyOf":[{"type":"integer"},4]} ~ In context=('anyOf', 1), schema must be an object or a boolean.
          """)
  void whatIsNotSupportedIsRefusedByNameAndPlace(String schema, String message) {
    assertThatThrownBy(() -> Traces.schema(schema))
        .isInstanceOf(SchemaException.class)
        .hasMessage(message);
  }

  @Test
  void keysMayComeInAnyOrderWhenAsked() {
    Json schema =
        Json.parse(
            """
            {"type":"object","properties":{"a":{"type":"integer"},"b":{"type":"null"}},
             "required":["a"],"maxProperties":2}
            """);
    Grammar any =
        Grammar.ofSchema(schema, SchemaOptions.DEFAULT.withKeys(SchemaOptions.KeyOrder.ANY));
    assertThat(Traces.accepts(any, "{\"b\":null,\"a\":1}")).isTrue();
    assertThat(Traces.accepts(any, "{\"z\":0,\"a\":1}")).isTrue();
    assertThat(Traces.accepts(any, "{\"z\":0,\"b\":null,\"a\":1}")).isFalse();
    assertThat(Traces.accepts(any, "{\"a\":1,\"a\":1}")).isFalse();
    assertThat(Traces.accepts(any, "{\"b\":null}")).isFalse();
  }

  @Test
  void anyObjectIsAnObject() {
    assertThat(Traces.accepts(Grammar.anyObject(), "{\"a\":[1,{\"b\":null}]}")).isTrue();
    assertThat(Traces.accepts(Grammar.anyObject(), "[]")).isFalse();
  }

  @Test
  void withoutWhitespaceAConstantLeavesNoChoice() {
    Grammar grammar =
        Grammar.ofSchema(
            Json.parse(
                """
                {"type":"object","properties":{"kind":{"const":"circle"},"r":{"type":"integer"}},
                 "required":["kind","r"],"additionalProperties":false}
                """),
            SchemaOptions.DEFAULT.withWhitespace(SchemaOptions.Whitespace.NONE));
    Matcher matcher = grammar.matcher(Traces.BYTES);
    assertThat(new String(matcher.forced(), java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo("{\"kind\":\"circle\",\"r\":");
    assertThat(matcher.accept(matcher.forced())).isTrue();
    assertThat(matcher.forced()).isEmpty();
  }

  @Test
  void modelsWriteTidily() {
    Grammar grammar =
        Grammar.ofSchema(
            Json.parse(
                """
                {"type":"object","properties":{"a":{"type":"array","items":{"type":"integer"}}},
                 "required":["a"],"additionalProperties":false}
                """),
            SchemaOptions.WRITING);
    for (String text :
        List.of("{\"a\":[1,2]}", "{ \"a\": [1, 2] }", "{\n  \"a\": [\n    1,\n    2\n  ]\n}")) {
      assertThat(Traces.accepts(grammar, text)).as(text).isTrue();
    }
    for (String text :
        List.of("{  \"a\":[1]}", "{\n\n\"a\":[1]}", "{\"a\" :[1]}", "{\"a\":\n[1]}")) {
      assertThat(Traces.accepts(grammar, text)).as(text).isFalse();
    }
  }
}
