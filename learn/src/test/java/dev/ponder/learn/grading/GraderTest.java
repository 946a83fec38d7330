package dev.ponder.learn.grading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.ponder.core.Item;
import dev.ponder.core.Json;
import dev.ponder.core.Responder;
import dev.ponder.core.ResponseEvent;
import dev.ponder.core.ScriptedResponder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraderTest {
  private static final Json.Obj ITEM =
      (Json.Obj) Json.parse("{\"answer\":\"Paris\",\"facts\":{\"parts\":[{\"n\":7}]}}");

  private static Grader grader(String json) {
    return Grader.of(Json.parse(json), Grader.Models.NONE);
  }

  private static double reward(Grader grader, String answer) throws Exception {
    return grader.grade(new Work(ITEM, answer, List.of())).reward();
  }

  private static Grader asking(String type, String says) {
    Responder responder =
        ScriptedResponder.playing(List.of(new ResponseEvent.TextDelta(says, List.of())));
    return Grader.of(
        Json.parse(type), name -> Optional.of(responder).filter(_ -> name.equals("m")));
  }

  @ParameterizedTest
  @CsvSource({
    "eq, Paris, 1", "eq, paris, 0", "ne, Paris, 0", "ne, Rome, 1",
    "like, It is Paris., 1", "like, it is paris., 0", "ilike, it is PARIS., 1", "ilike, Rome, 0"
  })
  void comparesStrings(String operation, String answer, double expected) throws Exception {
    Grader grader =
        grader(
            """
            {"type":"string_check","name":"right","operation":"%s",
             "input":"{{sample.output_text}}","reference":"{{ item.answer }}"}\
            """
                .formatted(operation));
    assertThat(reward(grader, answer)).isEqualTo(expected);
  }

  /// Worked out by hand from the papers' definitions.
  @ParameterizedTest
  @CsvSource({
    "FUZZY_MATCH, kitten, sitting, 0.615384615",
    "FUZZY_MATCH, '', '', 1",
    "BLEU, the cat sat on the mat, The cat sat on the mat!, 1",
    "BLEU, a b c d, a b c e, 0.658037006",
    "BLEU, cat, the cat, 0.367879441",
    "BLEU, dog, cat, 0",
    "GLEU, a b c d, a b c e, 0.6",
    "METEOR, the cat sat, the cat sat, 0.981481481",
    "METEOR, sat the cat, the cat sat, 0.851851851",
    "METEOR, dog, cat, 0",
    "ROUGE_1, the cat, the cat sat, 0.8",
    "ROUGE_2, the cat, the cat sat, 0.666666667",
    "ROUGE_3, the cat, the cat sat, 0",
    "ROUGE_L, a x b y c, a b c, 0.75",
    "ROUGE_L, c b a, a b c, 0.333333333",
  })
  void measuresSimilarity(Similarity metric, String text, String reference, double expected) {
    assertThat(metric.of(text, reference)).isCloseTo(expected, within(1e-8));
  }

  @Test
  void looksIntoItemsJsonAndCalls() throws Exception {
    Item.ToolCall call = new Item.ToolCall("call_0", "weather", "{\"city\":\"Rome\"}");
    Work work = new Work(ITEM, "{\"a\":[1,{\"b\":true}]}", List.of(call));
    assertThat(
            Template.of(
                    "{{item.facts.parts[0].n}} {{sample.output_json.a[1]}} "
                        + "{{sample.output_tools[0].function.name}} "
                        + "{{sample.output_tools[0].function.arguments}} {x}")
                .text(work))
        .isEqualTo("7 {\"b\":true} weather {\"city\":\"Rome\"} {x}");
  }

  @Test
  void blamesTheAnswerForWhatItLacksAndTheItemForWhatThatLacks() {
    Work work = new Work(ITEM, "no", List.of());
    assertThatExceptionOfType(GradingException.class)
        .isThrownBy(() -> Template.of("{{sample.output_json.a}}").text(work))
        .withMessageStartingWith("the answer is not JSON")
        .matches(e -> e.fault() == GradingException.Fault.ANSWER);
    assertThatExceptionOfType(GradingException.class)
        .isThrownBy(() -> Template.of("{{sample.output_tools[0].function.name}}").text(work))
        .withMessage("the answer has no value for {{sample.output_tools[0].function.name}}")
        .matches(e -> e.fault() == GradingException.Fault.ANSWER);
    assertThatExceptionOfType(GradingException.class)
        .isThrownBy(() -> Template.of("x{{item.city}}").check(ITEM))
        .withMessage("the grader compares with {{item.city}}, which is not there")
        .matches(e -> e.fault() == GradingException.Fault.GRADER);
  }

  private static final String CHECK =
      "{\"type\":\"string_check\",\"name\":\"%s\",\"operation\":\"eq\","
          + "\"input\":\"{{sample.output_text}}\",\"reference\":\"%s\"}";

  @Test
  void calculatesWithSeveralGradersHoweverTheyAreGiven() throws Exception {
    String a = CHECK.formatted("a", "x");
    String b = CHECK.formatted("b", "y");
    String start = "{\"type\":\"multi\",\"name\":\"m\",\"calculate_output\":\"%s\",\"graders\":";
    Grader list = grader(start.formatted("0.75 * a + 0.25 * b") + "[" + a + "," + b + "]}");
    Grader map = grader(start.formatted("(p + q) / 2") + "{\"p\":" + a + ",\"q\":" + b + "}}");
    Grader one = grader(start.formatted("1 - a") + a + "}");
    assertThat(reward(list, "x")).isEqualTo(0.75);
    assertThat(reward(map, "y")).isEqualTo(0.5);
    assertThat(reward(one, "x")).isEqualTo(0);
    assertThat(map.grade(new Work(ITEM, "y", List.of())).parts())
        .containsEntry("p", 0.0)
        .containsEntry("q", 1.0);
    assertThatExceptionOfType(GradingException.class)
        .isThrownBy(() -> reward(grader(start.formatted("1 / a") + a + "}"), "z"))
        .withMessageContaining("calculate_output comes to Infinity");
  }

  private static final String SCORE =
      "{\"type\":\"score_model\",\"name\":\"s\",\"model\":\"m\",\"range\":[0,10],"
          + "\"input\":[{\"role\":\"user\",\"content\":\"Rate {{sample.output_text}}\"}]}";

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"7; 7", "I give 3 of 10: 4.5; 4.5", "{\"result\": 9.5, \"steps\": 3}; 9.5", "0.; 0"})
  void takesAModelsNumber(String says, double expected) throws Exception {
    assertThat(reward(asking(SCORE, says), "x")).isEqualTo(expected);
  }

  @Test
  void refusesWhatIsNoNumberOfTheRange() {
    assertThatExceptionOfType(GradingException.class)
        .isThrownBy(() -> reward(asking(SCORE, "fine"), "x"))
        .withMessage("the model m gave no number but 'fine'");
    assertThatExceptionOfType(GradingException.class)
        .isThrownBy(() -> reward(asking(SCORE, "11"), "x"))
        .withMessage("the model m gave 11.0, which is not between 0.0 and 10.0");
  }

  @Test
  void whatCannotBeLookedAtIsWorthTheLeast() {
    assertThat(asking(SCORE, "").least()).isZero();
    Grader strict = asking(SCORE.replace("[0,10]", "[-3,1]"), "");
    assertThat(strict.least()).isEqualTo(-3);
    String multi = "{\"type\":\"multi\",\"calculate_output\":\"%s\",\"graders\":" + SCORE + "}";
    String severe = multi.replace("[0,10]", "[-3,1]");
    assertThat(asking(severe.formatted("2 * s"), "").least()).isEqualTo(-6);
    assertThat(asking(severe.formatted("7 + s"), "").least()).isZero();
    assertThat(asking(multi.formatted("1 / s"), "").least()).isZero();
  }

  @Test
  void refusesRewardsThatNothingCanBeLearnedFrom() {
    String multi = "{\"type\":\"multi\",\"calculate_output\":\"exp(100 * s)\",\"graders\":";
    assertThatExceptionOfType(GradingException.class)
        .isThrownBy(() -> reward(asking(multi + SCORE + "}", "7"), "x"))
        .withMessageContaining("calculate_output comes to 1.01");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> asking(SCORE.replace("10]", "1e300]"), ""))
        .withMessageStartingWith("grader.range must be two numbers between");
    assertThatIllegalArgumentException().isThrownBy(() -> Grade.of(Double.NaN));
  }

  @Test
  void asksForLabelsWithinMulti() throws Exception {
    String label =
        "{\"type\":\"label_model\",\"name\":\"l\",\"model\":\"m\",\"labels\":[\"incorrect\","
            + "\"correct\"],\"passing_labels\":[\"correct\"],"
            + "\"input\":[{\"role\":\"user\",\"content\":\"?\"}]}";
    String multi = "{\"type\":\"multi\",\"calculate_output\":\"l\",\"graders\":" + label + "}";
    assertThat(reward(asking(multi, "correct"), "x")).isEqualTo(1);
    assertThat(reward(asking(multi, "It is incorrect."), "x")).isEqualTo(0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> asking(label, ""))
        .withMessage("grader.type is label_model, which is for use in a multi grader only");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[]; grader must be an object",
        "{}; grader.type is missing",
        "{\"type\":\"python\",\"source\":\"\"}; grader.type is python, which cannot be run here yet: use the other graders",
        "{\"type\":\"oracle\"}; grader.type is 'oracle', not string_check, text_similarity, score_model or multi",
        "{\"type\":\"string_check\",\"operation\":\"is\"}; grader.operation is 'is', not one of eq, ne, like, ilike",
        "{\"type\":\"string_check\",\"operation\":\"eq\",\"input\":\"{{sampel.x}}\"}; grader.input has the variable {{sampel.x}}, but variables begin with item. or sample.",
        "{\"type\":\"string_check\",\"operation\":\"eq\",\"input\":\"{{sample.text}}\"}; grader.input has the variable {{sample.text}}, but a sample has output_text, output_json and output_tools",
        "{\"type\":\"text_similarity\",\"evaluation_metric\":\"cosine\"}; grader.evaluation_metric is cosine, which takes an embedding model: use another metric",
        "{\"type\":\"score_model\",\"model\":\"x\"}; grader.model is 'x', which is not here",
        "{\"type\":\"multi\",\"graders\":[{\"type\":\"multi\",\"name\":\"n\"}]}; grader.graders[0].type is multi within multi, and one is enough",
      })
  void saysWhatIsWrongWithAGrader(String json, String why) {
    assertThatIllegalArgumentException().isThrownBy(() -> grader(json)).withMessage(why);
  }

  @Test
  void knowsEveryFieldAndEveryName() {
    String check = CHECK.formatted("a", "x");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> grader(check.replace("\"name\"", "\"strict\":true,\"name\"")))
        .withMessage("grader.strict is not known here");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            grader(
                "{\"type\":\"multi\",\"calculate_output\":\"c + a\",\"graders\":[" + check + "]}"))
        .withMessage("grader.calculate_output has the name 'c', but the graders are called a");
  }
}
