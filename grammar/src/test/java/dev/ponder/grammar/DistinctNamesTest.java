package dev.ponder.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.core.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// No name comes twice in an object, and nothing else is forbidden for it.
class DistinctNamesTest {
  private static final Vocabulary PIECES = pieces();

  /// Pieces that begin and end names, also several in one.
  private static Vocabulary pieces() {
    List<byte[]> tokens = new ArrayList<>();
    for (String piece :
        List.of(
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "1",
            "\"",
            "a",
            "b",
            "é",
            "\\",
            "\"a\"",
            "\"a\":1",
            "a\":",
            "b\":1,\"",
            ",\"a",
            "\",\"",
            "{\"a\":1,",
            "\"b\":1,\"a\":1",
            "},{\"a\":",
            "{\"a\":1,\"a\":1}",
            "\"\":1",
            "ab",
            "\":{\"a\":1}")) {
      tokens.add(piece.getBytes(StandardCharsets.UTF_8));
    }
    return Vocabulary.of(tokens);
  }

  private static Matcher after(Grammar grammar, String text) {
    Matcher matcher = grammar.matcher(Traces.BYTES);
    assertThat(matcher.accept(text.getBytes(StandardCharsets.UTF_8))).as(text).isTrue();
    return matcher;
  }

  private static boolean offers(Matcher matcher, char next) {
    return Traces.allows(matcher.mask(), next);
  }

  /// Schema, texts that satisfy it, texts in which a name repeats or is not spelled plainly.
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '§',
      textBlock =
          """
          {"type":"object"} ~ {"a":1,"b":2}¦{"a":1,"aa":2,"":3}¦{"a":{"a":1}}¦{"a":[{"a":1},{"a":1}],"b":{"a":1}} ~ {"a":1,"a":2}¦{"a":1, "a":2}¦{"":1,"":1}¦{"a":{"b":1},"a":2}¦{"b":{"a":1,"a":2}}¦{"c":[{"a":1},{"a":1,"a":1}]}¦{"a":1,"b":1,"c":1,"b":1}
          {"properties":{"x":{}},"type":"object"} ~ {"x":1,"y":2} ~ {"x":1,"x":2}¦{"y":1,"y":2}¦{"x":1,"y":1,"x":1}
          {"type":"object","additionalProperties":{"type":"array","items":{"$ref":"#"}}} ~ {"a":[{"a":[]},{"a":[]}]} ~ {"a":[],"a":[]}¦{"a":[{"b":[],"b":[]}]}
          {"type":"object","patternProperties":{"^x":{"type":"integer"},"y$":{"type":"integer"}}} ~ {"x":1,"y":1,"xy":1,"z":null} ~ {"x":1,"x":1}¦{"xy":1,"y":2,"xy":1}¦{"z":1,"z":1}
          {"anyOf":[{"type":"object","properties":{"b":{"type":"integer"}}},{"type":"object","properties":{"a":{"type":"string"}}}]} ~ {"b":1,"a":2}¦{"a":"x","b":"y"} ~ {"b":1,"b":1}¦{"a":"x","a":"x"}¦{"b":1,"a":2,"a":"x"}
          {"type":"object"} ~ {"é🙂":1,"\\"\\\\\\n\\t\\b\\u0001":1,"/":2} ~ {"\\u0061":1}¦{"\\u00e9":1}¦{"\\/":1}¦{"\\u000a":1}¦{"\\ud800":1}¦{"é":1,"é":1}¦{"\\n":1,"\\n":1}
          """)
  void namesComeOnceAndEachInOneSpelling(String schema, String valid, String invalid) {
    Grammar grammar = Traces.schema(schema);
    for (String text : valid.split("¦")) {
      assertThat(Traces.accepts(grammar, text)).as("%s allows %s", schema, text).isTrue();
    }
    for (String text : invalid.split("¦")) {
      assertThat(Traces.accepts(grammar, text)).as("%s forbids %s", schema, text).isFalse();
    }
  }

  @Test
  void aMaskForbidsTheQuoteThatWouldRepeatANameAndNothingBefore() {
    Matcher matcher = after(Grammar.anyObject(), "{\"ab\":1,\"a");
    assertThat(offers(matcher, '"')).isTrue();
    assertThat(offers(matcher, 'b')).isTrue();
    matcher.accept(new byte[] {'b'});
    assertThat(offers(matcher, '"')).isFalse();
    assertThat(offers(matcher, 'c')).isTrue();
    assertThat(matcher.accept(new byte[] {'"'})).isFalse();
    assertThat(matcher.accept("c\":1}".getBytes(StandardCharsets.UTF_8))).isTrue();
    assertThat(matcher.complete()).isTrue();
  }

  @Test
  void whateverPiecesItIsWrittenOfAnObjectHoldsNoNameTwice() {
    Random random = new Random(11);
    Grammar grammar =
        Grammar.ofSchema(
            Json.parse(
                "{\"type\":\"object\",\"additionalProperties\":{\"type\":[\"integer\",\"object\"]}}"),
            SchemaOptions.DEFAULT);
    int finished = 0;
    for (int walk = 0; walk < 60; walk++) {
      Optional<String> text = Walks.text(grammar, PIECES, random);
      if (text.isPresent()) {
        assertThat(Json.parse(text.get())).isInstanceOf(Json.Obj.class);
        assertThat(Walks.cutAtRandom(grammar, PIECES, text.get(), random)).as(text.get()).isTrue();
        finished++;
      }
    }
    assertThat(finished).isGreaterThan(10);
  }

  @Test
  void aMaskIsWhatCanBeAcceptedWhateverNamesThereAre() {
    Grammar grammar = Grammar.anyObject();
    for (String text :
        List.of(
            "{", "{\"a\":1", "{\"a\":1,", "{\"a\":1,\"", "{\"a\":1,\"b\":[{\"", "{\"b\":1,\"a")) {
      long[] mask = afterPieces(grammar, text).mask();
      for (int token = 0; token < PIECES.size(); token++) {
        assertThat(Traces.allows(mask, token))
            .as("%s then %d", text, token)
            .isEqualTo(afterPieces(grammar, text).accept(token));
      }
    }
  }

  private static Matcher afterPieces(Grammar grammar, String text) {
    Matcher matcher = grammar.matcher(PIECES);
    assertThat(matcher.accept(text.getBytes(StandardCharsets.UTF_8))).isTrue();
    return matcher;
  }

  @Test
  void whatIsTriedAndRefusedLeavesNoTrace() {
    Matcher matcher = after(Grammar.anyObject(), "{\"a\":1");
    assertThat(matcher.accept(",\"b\":1,\"a\":1".getBytes(StandardCharsets.UTF_8))).isFalse();
    matcher.mask();
    matcher.forced();
    assertThat(matcher.accept(",\"b\":1}".getBytes(StandardCharsets.UTF_8))).isTrue();
  }

  @Test
  void namesOfOneTextDoNotConcernAnother() {
    Grammar grammar = Grammar.anyObject();
    Matcher one = after(grammar, "{\"b\":1,\"a");
    Matcher other = after(grammar, "{\"a\":1,\"a");
    assertThat(offers(other, '"')).isFalse();
    assertThat(offers(one, '"')).isTrue();
    assertThat(offers(other, '"')).isFalse();
  }

  @Test
  void manyNamesMakeNoMoreOfAGrammar() {
    Grammar grammar = Grammar.anyObject();
    Matcher matcher = after(grammar, "{\"n000\":1");
    long before = 0;
    for (int i = 1; i < 60; i++) {
      for (byte value : ",\"n%03d\":1".formatted(i).getBytes(StandardCharsets.UTF_8)) {
        matcher.mask();
        assertThat(matcher.accept(new byte[] {value})).isTrue();
      }
      before = i == 5 ? grammar.bytes() : before;
    }
    assertThat(grammar.bytes()).isEqualTo(before);
  }

  /// Where few names are possible, those that are taken forbid what would lead to nothing else.
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '§',
      textBlock =
          """
          "patternProperties":{"^[ab]$":{}},"additionalProperties":false ~ {"b":1,"a":1 ~ ,
          "propertyNames":{"enum":["x","y"]} ~ {"x":1,"y":1 ~ ,
          "patternProperties":{"^2024-0[12]$":{},"^z":{}},"additionalProperties":false ~ {"2024-01":1,"2024-02":1," ~ 2
          "patternProperties":{"^2024-0[12]$":{},"^z":{}},"additionalProperties":false ~ {"2024-02":1,"2024-0 ~ 2
          "propertyNames":{"maxLength":1} ~ {"a":1,"b":1," ~ a
          "patternProperties":{"^[ab]$":{}},"properties":{"n":{}},"additionalProperties":false,"minProperties":3 ~ {" ~ a
          """)
  void aNameIsNotBegunThatCanOnlyBeOneOfThoseTaken(String keywords, String text, char forbidden) {
    Grammar grammar = Traces.schema("{\"type\":\"object\",%s}".formatted(keywords));
    assertThat(offers(after(grammar, text), forbidden)).isFalse();
    assertThat(after(grammar, text).accept(new byte[] {(byte) forbidden})).isFalse();
    Matcher matcher = after(grammar, text);
    for (int step = 0; step < 40 && !matcher.complete(); step++) {
      assertThat(leastFirst(matcher)).as("%s leads on", text).isTrue();
    }
    assertThat(matcher.complete()).isTrue();
  }

  private static boolean leastFirst(Matcher matcher) {
    return "\"}:,1".chars().anyMatch(c -> matcher.accept(new byte[] {(byte) c}))
        || IntStream.range(0, 256).anyMatch(c -> matcher.accept(new byte[] {(byte) c}));
  }

  @Test
  void moreMembersThanThereAreNamesCannotBeAskedFor() {
    String keywords = "\"propertyNames\":{\"enum\":[\"x\",\"y\"]},\"minProperties\":";
    assertThatThrownBy(() -> Traces.schema("{\"type\":\"object\",%s3}".formatted(keywords)))
        .isInstanceOf(SchemaException.class)
        .hasMessage("In context=(), no value satisfies the schema.");
    Grammar both = Traces.schema("{\"type\":\"object\",%s2}".formatted(keywords));
    assertThat(Traces.accepts(both, "{\"y\":1,\"x\":1}")).isTrue();
    assertThat(Traces.accepts(both, "{\"y\":1}")).isFalse();
  }

  @Test
  void namesWithoutEndReachALimit() {
    Matcher matcher = after(Grammar.anyObject(), "{");
    String longName = "n".repeat(OpenObjects.MOST_BYTES / 4);
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 5; i++) {
                matcher.accept(
                    "\"%s%d\":1,".formatted(longName, i).getBytes(StandardCharsets.UTF_8));
              }
            })
        .isInstanceOf(GrammarLimitException.class)
        .hasMessageContaining("262,144 bytes of names");
  }

  /// A text may be read in another way as well, which a name that repeats does not concern.
  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":1,\"a\":2}", "{\"a\":1,\"b\":2}"})
  void whatIsNoObjectMayRepeatIts(String text) {
    Grammar grammar =
        Grammar.ofLark(
            """
            start: %json {"type": "object"} | TEXT
            TEXT: "{\\"a\\":1,\\"a\\":2}"
            """);
    assertThat(Traces.accepts(grammar, text)).isTrue();
    assertThat(Traces.accepts(grammar, "{\"a\":1,\"a\":3}")).isFalse();
  }

  @Test
  void anObjectWithinAnotherThatCanBeReadAsACallHoldsItsNames() {
    Form object = new Form.Schema(Json.parse("{\"type\":\"object\"}"));
    Grammar grammar =
        Grammar.of(
            Form.choice(
                List.of(
                    object,
                    Form.sequence(
                        Form.literal("{\"name\": \"f\", \"arguments\": "),
                        object,
                        Form.literal("}")))));
    String call = "{\"name\": \"f\", \"arguments\": {\"x\":{\"a\":1},\"y\":1";
    assertThat(Traces.accepts(grammar, call + "}}")).isTrue();
    assertThat(offers(after(grammar, call + ",\"x"), '"')).isFalse();
    assertThat(offers(after(grammar, call + ",\"a"), '"')).isTrue();
    assertThat(offers(after(grammar, call + "},\"name"), '"')).isFalse();
    assertThat(offers(after(grammar, call + "},\"y"), '"')).isTrue();
  }
}
