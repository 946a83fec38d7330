package dev.ponder.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.core.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Forms made of forms: what a text is, however it may split.
class FormTest {
  private static final Form CITY =
      new Form.Schema(
          Json.parse(
              """
              {"type":"object","properties":{"city":{"type":"string"}},
              "required":["city"],"additionalProperties":false}\
              """));
  private static final Form NOTHING =
      new Form.Schema(Json.parse("{\"type\":\"object\",\"additionalProperties\":false}"));

  /// Letters and pieces of several.
  private static final Vocabulary PIECES =
      Vocabulary.of(
          java.util.stream.Stream.of(
                  "a", "b", "c", "g", "e", "t", "_", "ab", "ba", "aab", "get", "t_a", "bbb", "")
              .map(s -> s.getBytes(StandardCharsets.UTF_8))
              .toList());

  private static Form call(String name, Form arguments) {
    return Form.sequence(
        Form.literal("\n{\"name\": \"" + name + "\", \"arguments\": "),
        arguments,
        Form.literal("}\n"));
  }

  @Test
  void aCallIsOneOfSeveralFunctionsWithItsOwnArguments() {
    Grammar grammar =
        Grammar.of(Form.choice(List.of(call("get", NOTHING), call("get_city", CITY))));
    assertThat(Traces.accepts(grammar, "\n{\"name\": \"get\", \"arguments\": {}}\n")).isTrue();
    assertThat(
            Traces.accepts(
                grammar, "\n{\"name\": \"get_city\", \"arguments\": {\"city\": \"Ulm\"}}\n"))
        .isTrue();
    assertThat(
            Traces.accepts(grammar, "\n{\"name\": \"get\", \"arguments\": {\"city\": \"Ulm\"}}\n"))
        .isFalse();
    assertThat(Traces.accepts(grammar, "\n{\"name\": \"get_city\", \"arguments\": {}}\n"))
        .isFalse();
  }

  @Test
  void whatIsForcedReachesAcrossParts() {
    Matcher matcher =
        Grammar.of(Form.choice(List.of(call("get", NOTHING), call("get_city", CITY))))
            .matcher(Traces.BYTES);
    assertThat(matcher.forced()).asString().isEqualTo("\n{\"name\": \"get");
    matcher.accept("\n{\"name\": \"get_".getBytes(StandardCharsets.UTF_8));
    assertThat(matcher.forced()).asString().isEqualTo("city\", \"arguments\": {");
    matcher.accept("city\", \"arguments\": {\"city\":\"x\"}".getBytes(StandardCharsets.UTF_8));
    assertThat(matcher.forced()).asString().isEqualTo("}\n");
  }

  @Test
  void noLineOfWordsBeginsAsForbidden() {
    Grammar grammar = Grammar.of(new Form.Words(List.of("<c>"), "[ \\t]*\\{ ?\"name\""));
    assertThat(Traces.accepts(grammar, "")).isTrue();
    assertThat(Traces.accepts(grammar, "Say {\"name\"\n\n é {\n{ \"nam\"")).isTrue();
    assertThat(Traces.accepts(grammar, "{\"name\"")).isFalse();
    assertThat(Traces.accepts(grammar, "Hi.\n  { \"name\": 1")).isFalse();
    assertThat(Traces.accepts(grammar, "a <c> b")).isFalse();
  }

  @Test
  void aMarkIsNothingThatTextSpells() {
    Vocabulary vocabulary =
        Vocabulary.of(
            List.of("a".getBytes(StandardCharsets.UTF_8), Vocabulary.mark(0), Vocabulary.mark(1)));
    Matcher matcher =
        Grammar.of(Form.sequence(Form.textWithout(), new Form.Mark(1), Form.literal("a")))
            .matcher(vocabulary);
    assertThat(matcher.mask()[0]).isEqualTo(0b101);
    assertThat(matcher.accept(0)).isTrue();
    assertThat(matcher.accept(1)).isFalse();
    assertThat(matcher.accept(2)).isTrue();
    assertThat(matcher.mask()[0]).isEqualTo(0b001);
    assertThat(matcher.accept(0) && matcher.complete()).isTrue();
  }

  @Test
  void severalCallsAreSeparated() {
    Grammar grammar = Grammar.of(Form.separated(call("get", NOTHING), Form.literal(";"), 3));
    String call = "\n{\"name\": \"get\", \"arguments\": {}}\n";
    assertThat(Traces.accepts(grammar, call)).isTrue();
    assertThat(Traces.accepts(grammar, call + ";" + call + ";" + call)).isTrue();
    assertThat(Traces.accepts(grammar, call + ";")).isFalse();
    assertThat(Traces.accepts(grammar, call + ";" + call + ";" + call + ";" + call)).isFalse();
  }

  @Test
  void aNumberBeforeDigitsEndsWhereverItMay() {
    Form integer = new Form.Schema(Json.parse("{\"type\":\"integer\"}"));
    Grammar grammar = Grammar.of(Form.sequence(integer, Form.literal("0")));
    assertThat(Traces.accepts(grammar, "1200")).isTrue();
    assertThat(Traces.accepts(grammar, "1")).isFalse();
  }

  @Test
  void freeTextEndsAtItsMark() {
    Grammar grammar =
        Grammar.of(Form.sequence(Form.textWithout("<call>"), Form.literal("<call>"), NOTHING));
    assertThat(Traces.accepts(grammar, "Well <cal <call>{}")).isTrue();
    assertThat(Traces.accepts(grammar, "<call><call>{}")).isFalse();
    assertThat(Traces.accepts(grammar, "Well")).isFalse();
  }

  @Test
  void aSchemaMayBePartOfADocument() {
    Json document =
        Json.parse(
            """
            {"properties":{"a":{"$ref":"#/$defs/two"}},"$defs":{"two":{"enum":[1,"x"]}}}\
            """);
    Form form = new Form.Schema(document, List.of("properties", "a"), SchemaOptions.DEFAULT);
    assertThat(Traces.accepts(Grammar.of(form), "\"x\"")).isTrue();
    assertThat(Traces.accepts(Grammar.of(form), "{}")).isFalse();
  }

  @Test
  void freeTextFitsIntoAJsonString() {
    Form lines = new Form.Expression("(say \"[a-zé]+\"\n)+");
    Grammar grammar =
        Grammar.of(
            Form.sequence(
                Form.literal("{\"input\": "), new Form.JsonString(lines), Form.literal("}")));
    assertThat(Traces.accepts(grammar, "{\"input\": \"say \\\"hé\\\"\\n\"}")).isTrue();
    assertThat(
            Traces.accepts(
                grammar, "{\"input\": \"\\u0073ay \\u0022h\\u00e9\\\"\\nsay \\\"a\\\"\\n\"}"))
        .isTrue();
    assertThat(Traces.accepts(grammar, "{\"input\": \"say \\\"h\\\"\"}")).isFalse();
    assertThat(Traces.accepts(grammar, "{\"input\": \"say \"h\"\\n\"}")).isFalse();
  }

  @Test
  void whatNoTextSatisfiesIsRefused() {
    assertThatThrownBy(() -> Grammar.of(Form.choice(List.of())))
        .isInstanceOf(DefinitionException.class)
        .hasMessage("No text matches the grammar.");
    Form without = Form.sequence(Form.choice(List.of()), Form.literal("x"));
    assertThat(Traces.accepts(Grammar.of(Form.choice(List.of(without, CITY))), "x")).isFalse();
  }

  @Test
  void randomFormsAreReadAsBySomeoneSlow() {
    for (int seed = 0; seed < 400; seed++) {
      Form form = new PlainForms(seed).next(3);
      Random random = new Random(seed);
      Grammar grammar = Grammar.of(form);
      for (int i = 0; i < 30; i++) {
        String text = letters(random);
        assertThat(Traces.accepts(grammar, text))
            .as("seed %d: %s on '%s'", seed, form, text)
            .isEqualTo(PlainForms.matches(form, text));
      }
      for (int i = 0; i < 5; i++) {
        Optional<String> text = Walks.text(grammar, PIECES, random);
        text.ifPresent(t -> {
          assertThat(PlainForms.matches(form, t)).as("%s on '%s'", form, t).isTrue();
          assertThat(Walks.cutAtRandom(grammar, PIECES, t, random)).isTrue();
        });
      }
    }
  }

  private static String letters(Random random) {
    StringBuilder text = new StringBuilder();
    List<String> pieces = List.of("a", "b", "ab", "get", "_a", "c");
    int length = random.nextInt(6);
    for (int i = 0; i < length; i++) {
      text.append(pieces.get(random.nextInt(pieces.size())));
    }
    return text.toString();
  }

  @Test
  void aMaskIsWhatCanBeAccepted() {
    for (int seed = 0; seed < 200; seed++) {
      Grammar grammar = Grammar.of(new PlainForms(seed).next(3));
      Random random = new Random(seed);
      List<Integer> path = new ArrayList<>();
      for (int step = 0; step < 8; step++) {
        Matcher matcher = after(grammar, path);
        List<Integer> allowed = Walks.allowed(matcher, PIECES);
        for (int token = 0; token < PIECES.size(); token++) {
          assertThat(after(grammar, path).accept(token)).isEqualTo(allowed.contains(token));
        }
        if (allowed.isEmpty()) {
          break;
        }
        path.add(allowed.get(random.nextInt(allowed.size())));
      }
    }
  }

  private static Matcher after(Grammar grammar, List<Integer> path) {
    Matcher matcher = grammar.matcher(PIECES);
    path.forEach(token -> assertThat(matcher.accept(token)).isTrue());
    return matcher;
  }
}
