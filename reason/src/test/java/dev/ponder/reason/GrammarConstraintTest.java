package dev.ponder.reason;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.compute.Kernels;
import dev.ponder.compute.Workers;
import dev.ponder.core.Json;
import dev.ponder.engine.Engine;
import dev.ponder.engine.EngineOptions;
import dev.ponder.engine.Generation;
import dev.ponder.engine.GenerationRequest;
import dev.ponder.engine.SamplingParameters;
import dev.ponder.engine.TokenConstraint;
import dev.ponder.engine.TokenSet;
import dev.ponder.engine.TokenStep;
import dev.ponder.grammar.Grammar;
import dev.ponder.grammar.SchemaOptions;
import dev.ponder.grammar.Vocabulary;
import dev.ponder.model.LoadedModel;
import dev.ponder.model.ModelLoader;
import dev.ponder.model.ModelOptions;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A model that was never trained on JSON writes what the schema says, hot as it may be sampled.
class GrammarConstraintTest {
  private static final List<String> SCHEMAS =
      List.of(
          "{\"enum\":[\"north\",\"south\",{\"x\":[1,null]}]}",
          "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\",\"minimum\":10,\"maximum\":99},"
              + "\"b\":{\"type\":\"array\",\"items\":{\"type\":\"boolean\"},\"minItems\":1,\"maxItems\":3}},"
              + "\"required\":[\"a\",\"b\"],\"additionalProperties\":false}",
          "{\"type\":\"string\",\"format\":\"date\"}",
          "{\"type\":\"array\",\"items\":{\"type\":\"string\",\"maxLength\":5},\"minItems\":2,\"maxItems\":2}");

  private static Workers workers;
  private static LoadedModel model;
  private static Engine engine;
  private static Vocabulary vocabulary;

  @BeforeAll
  static void start() {
    workers = new Workers(1);
    model =
        ModelLoader.load(
            Path.of("../app/src/test/resources/reasoner-2m/model.gguf"),
            ModelOptions.DEFAULT.withMaxBatchTokens(64),
            Kernels.fastest(),
            workers);
    engine = Engine.start(model.model(), new EngineOptions(1_024, 128, 4, 16, 64));
    vocabulary = OutputTokens.of(model.tokenizer(), Map.of(), Set.of()).vocabulary();
  }

  @AfterAll
  static void stop() {
    engine.close();
    model.model().close();
    workers.close();
  }

  @Test
  void constrainedAnswersAreValidAloneAndInABatch() throws InterruptedException {
    List<String> alone = new ArrayList<>();
    for (int i = 0; i < SCHEMAS.size(); i++) {
      try (Generation generation = submit(i)) {
        alone.add(text(generation));
      }
    }
    List<Generation> batch = new ArrayList<>();
    for (int i = 0; i < SCHEMAS.size(); i++) {
      batch.add(submit(i));
    }
    for (int i = 0; i < SCHEMAS.size(); i++) {
      try (Generation generation = batch.get(i)) {
        assertThat(text(generation)).isEqualTo(alone.get(i));
      }
    }
    assertThat(List.of("\"north\"", "\"south\""))
        .anyMatch(v -> alone.get(0).equals(v) || alone.get(0).startsWith("{"));
    Json.Obj object = (Json.Obj) Json.parse(alone.get(1));
    assertThat(object.members().keySet()).containsExactly("a", "b");
    assertThat(object.member("a").orElseThrow().text()).matches("[1-9]\\d");
    assertThat(alone.get(2)).matches("\"\\d{4}-\\d\\d-\\d\\d\"");
    assertThat(((Json.Arr) Json.parse(alone.get(3))).elements()).hasSize(2);
  }

  private static Generation submit(int index) {
    Set<Integer> stops = model.tokenizer().endOfText();
    TokenConstraint constraint =
        GrammarConstraint.of(
            TokenConstraint.NONE,
            new Script(),
            new GrammarConstraint.Rules(
                grammar(SCHEMAS.get(index)),
                new OutputTokens(vocabulary, Set.of()),
                Set.of(),
                stops,
                GrammarConstraint.Begin.AFTER_THE_THOUGHT));
    return engine.submit(
        new GenerationRequest(
            model.tokenizer().encode("1+1=?"),
            new SamplingParameters(1.5, 1, index + 1, 0, 0, Map.of(), -1),
            stops,
            400,
            constraint));
  }

  private static Grammar grammar(String schema) {
    return Grammar.ofSchema(
        Json.parse(schema), SchemaOptions.DEFAULT.withWhitespace(SchemaOptions.Whitespace.NONE));
  }

  private static String text(Generation generation) throws InterruptedException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    while (true) {
      switch (generation.next()) {
        case TokenStep.Sampled sampled ->
            text.writeBytes(
                model.tokenizer().isControl(sampled.token())
                    ? new byte[0]
                    : model.tokenizer().bytes(sampled.token()));
        case TokenStep.Ended _ -> {
          return text.toString(java.nio.charset.StandardCharsets.UTF_8);
        }
        case TokenStep.Broken(String why) -> throw new AssertionError(why);
      }
    }
  }

  /// Thinks from token 1 to token 2.
  private static final class Script implements OutputParser {
    private boolean thinking;

    @Override
    public List<OutputEvent> accept(int token) {
      thinking = token == 1 || thinking && token != 2;
      return List.of();
    }

    @Override
    public List<OutputEvent> end() {
      return List.of();
    }

    @Override
    public boolean thinking() {
      return thinking;
    }

    @Override
    public boolean midCharacter() {
      return false;
    }

    @Override
    public boolean holding() {
      return false;
    }
  }

  @Test
  void theGrammarBeginsWhereTheThoughtEnds() {
    List<byte[]> tokens =
        List.of(new byte[0], new byte[0], new byte[0], bytes("\n"), bytes("4"), bytes("x"));
    TokenConstraint constraint =
        GrammarConstraint.of(
            TokenConstraint.NONE,
            new Script(),
            new GrammarConstraint.Rules(
                grammar("{\"const\":4}"),
                new OutputTokens(Vocabulary.of(tokens), Set.of(3)),
                Set.of(1),
                Set.of(0),
                GrammarConstraint.Begin.AFTER_THE_THOUGHT));
    assertThat(allowed(constraint)).containsExactly(1, 3, 4);
    constraint.accept(1);
    assertThat(allowed(constraint)).containsExactly(1, 2, 3, 4, 5);
    constraint.accept(5);
    assertThat(allowed(constraint)).containsExactly(1, 2, 3, 4, 5);
    constraint.accept(2);
    assertThat(allowed(constraint)).containsExactly(3, 4);
    constraint.accept(3);
    constraint.accept(3);
    assertThat(allowed(constraint)).containsExactly(4);
    constraint.accept(4);
    assertThat(allowed(constraint)).containsExactly(0);
  }

  /// The allowed tokens; empty when all are.
  private static List<Integer> allowed(TokenConstraint constraint) {
    TokenSet set = new TokenSet(6);
    List<Integer> allowed = new ArrayList<>();
    if (constraint.restrict(set)) {
      for (int token = 0; token < 6; token++) {
        if (set.contains(token)) {
          allowed.add(token);
        }
      }
    }
    return allowed;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}
