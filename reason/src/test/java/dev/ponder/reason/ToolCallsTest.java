package dev.ponder.reason;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.Cancelled;
import dev.ponder.core.Conversation;
import dev.ponder.core.Effort;
import dev.ponder.core.Item;
import dev.ponder.core.ResponseEvent;
import dev.ponder.core.ResponseRequest;
import dev.ponder.core.Role;
import dev.ponder.core.Sampling;
import dev.ponder.core.Tool;
import dev.ponder.core.ToolChoice;
import dev.ponder.core.Tools;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Calls on their way from a model's tokens to events.
class ToolCallsTest {
  private static final String CALL =
      "<tool_call>\n{\"name\": \"weather\", \"arguments\": {\"city\": \"Bonn\"}}\n</tool_call>";

  private static String parse(Families family, Tools tools, String output) {
    ByteTokenizer tokenizer = family.tokenizer();
    OutputParser parser =
        family.format(tokenizer).render(Requests.of(Effort.MEDIUM, tools)).parser(new Plan(90, 99));
    return Traces.trace(parser, tokenizer.tokens(output));
  }

  private static List<ResponseEvent> answer(
      Families family, Tools tools, Sampling sampling, String output) {
    ByteTokenizer tokenizer = family.tokenizer();
    PromptFormat format = family.format(tokenizer);
    int[] script = tokenizer.tokens(output);
    int end = format.stopTokens().iterator().next();
    ScriptedEngine engine =
        new ScriptedEngine(
            4_096, tokenizer.size(), step -> step < script.length ? script[step] : end);
    ResponseRequest request =
        ResponseRequest.of("m", new Conversation(List.of(Item.Message.of(Role.USER, "q"))))
            .withTools(tools)
            .withSampling(sampling);
    List<ResponseEvent> events = new ArrayList<>();
    try {
      LocalResponder.of(tokenizer, format, engine, "m@1").respond(request, events::add);
    } catch (Cancelled cancelled) {
      throw new AssertionError(cancelled);
    }
    return events;
  }

  @Test
  void anAnswerThatCallsWaitsForResults() {
    List<ResponseEvent> events =
        answer(
            Families.QWEN3,
            Families.tools(),
            Sampling.DEFAULT,
            "<think>\nlook\n</think>\n\nLet me see.\n" + CALL + "\n" + CALL);
    assertThat(Traces.trace(events))
        .matches(
            "started\\(m@1\\) think\\(look\\) answer\\(Let me see\\.\\)"
                + "( call\\(weather \\{\"city\": \"Bonn\"};\\)){2} tool_calls\\(.*\\)");
    List<String> ids =
        events.stream()
            .filter(ResponseEvent.ToolCallStarted.class::isInstance)
            .map(event -> ((ResponseEvent.ToolCallStarted) event).id())
            .toList();
    assertThat(ids).hasSize(2).doesNotHaveDuplicates();
    assertThat(ids).allMatch(id -> id.matches("call_[A-Za-z0-9]{24}"));
  }

  @Test
  void oneCallAtATimeEndsTheAnswer() {
    Tools one =
        new Tools(Families.tools().offered(), new ToolChoice.Auto(), Tools.Calls.ONE_AT_A_TIME);
    assertThat(
            Traces.trace(answer(Families.QWEN3, one, Sampling.DEFAULT, CALL + "\n" + CALL + "x")))
        .matches("started\\(m@1\\) call\\(weather \\{\"city\": \"Bonn\"};\\) tool_calls\\(.*\\)");
  }

  @Test
  void logProbabilitiesAndStopStringsAreOfTheWordsOnly() {
    Sampling sampling =
        new Sampling(0, 1, OptionalLong.of(1), List.of("Bonn"), 0, 0, Map.of(), OptionalInt.of(0));
    StringBuilder tokens = new StringBuilder();
    List<ResponseEvent> events = answer(Families.QWEN3, Families.tools(), sampling, "Hi\n" + CALL);
    for (ResponseEvent event : events) {
      if (event instanceof ResponseEvent.TextDelta(_, var logprobs)) {
        logprobs.forEach(logprob -> tokens.append(logprob.text()));
      }
    }
    assertThat(tokens).hasToString("Hi");
    assertThat(Traces.trace(events)).contains("call(weather {\"city\": \"Bonn\"};) tool_calls");
  }

  @Test
  void withoutToolsMarkupIsText() {
    Tools none =
        new Tools(Families.tools().offered(), new ToolChoice.None(), Tools.Calls.SEVERAL_AT_ONCE);
    assertThat(parse(Families.QWEN3, Tools.NONE, CALL)).startsWith("answer(<tool_call>");
    assertThat(parse(Families.QWEN3, none, CALL)).startsWith("answer(<tool_call>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        // Broken or odd JSON between the marks
        "<tool_call>{'name': 'now'}</tool_call> | answer(<tool_call>{'name': 'now'}</tool_call>)",
        "<tool_call>{\"name\": \"now\"}</tool_call> | call(now {};)",
        "<tool_call>{\"name\": \"now\", \"arguments\": null}</tool_call> | call(now {};)",
        "<tool_call>{\"name\": \"now\", \"arguments\": \"{\\\"a\\\": 1}\"}</tool_call> | call(now {\"a\": 1};)",
        "<tool_call>{\"arguments\": {\"a\": 1}, \"name\": \"now\"}</tool_call> | call(now {\"a\":1};)",
        "<tool_call>{\"name\": \"now\", \"arguments\": {\"a\": | call(now {\"a\":;)",
        "<tool_call>{\"name\": \"now\", \"arguments\": {\"a\": ]}}</tool_call>x | call(now {\"a\": ]};) answer(x)",
        "<tool_call>{\"name\": \"gone\", \"arguments\": {}}</tool_call> | call(gone {};)",
        "<tool_call>{\"name\": \"now\", \"arguments\": {}}<tool_call>{\"name\": \"now\", \"arguments\": {}} | call(now {};) call(now {};)",
        "<tool_call>[{\"name\": \"now\", \"arguments\": {}}, {\"name\": \"now\", \"arguments\": {}}]</tool_call> | call(now {};) call(now {};)",
        "<tool_call>{\"type\": \"function\", \"function\": {\"name\": \"now\", \"arguments\": {}}}</tool_call> | call(now {};)",
        "<tool_call>Sure: {\"name\": \"now\", \"arguments\": {}}</tool_call> | call(now {};)",
        "<tool_call></tool_call>x | answer(x)",
        "<tool_call><function=weather><parameter=city>3</parameter><parameter=days>2</parameter></function></tool_call> | call(weather {\"city\":\"3\",\"days\":2};)",
        // Without marks, by name
        "{\"name\": \"now\", \"arguments\": {}} | call(now {};)",
        "{\"name\": \"gone\", \"arguments\": {}} | answer({\"name\": \"gone\", \"arguments\": {}})",
        "{\"answer\": 4} | answer({\"answer\": 4})",
        "[1, 2] | answer([1, 2])",
        "I say {\"name\": \"now\", \"arguments\": {}} | answer(I say {\"name\": \"now\", \"arguments\": {}})",
        "```json^{\"name\": \"now\", \"arguments\": {}}^```^Done. | call(now {};) answer(Done.)",
        "```json^{\"a\": 1}^``` | answer(```json\\n{\"a\": 1}\\n```)",
        "Words.^^{\"name\": \"now\", \"arguments\": {}} | answer(Words.) call(now {};)",
        "functools[{\"name\": \"now\", \"arguments\": {}}] | call(now {};)",
        "functional | answer(functional)",
        "{\"name\": \"now\" | answer({\"name\": \"now\")",
      })
  void whatCanBeUnderstoodIsACallAndTheRestIsText(String output, String expected) {
    assertThat(parse(Families.QWEN3, Families.tools(), output.strip().replace('^', '\n')))
        .isEqualTo(expected.strip());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "[py]{\"name\": \"now\", \"parameters\": {}} | call(now {};)",
        "[py]{\"name\": \"now\", \"parameters\": {}}; {\"name\": \"now\", \"parameters\": {}} | call(now {};) call(now {};)",
        "[py]weather.call(city=\"Bonn\", days=3) | call(weather {\"city\":\"Bonn\",\"days\":3};)",
        "[py]print(1) | answer(print(1))",
        "Look: [py]{\"name\": \"now\", \"parameters\": {}} | answer(Look:) call(now {};)",
      })
  void llamaCallsAfterItsPythonTag(String output, String expected) {
    assertThat(
            parse(
                Families.LLAMA3,
                Families.tools(),
                output.strip().replace("[py]", "<|python_tag|>")))
        .isEqualTo(expected.strip());
  }

  @Test
  void aNamedChoiceOffersThatToolOnly() {
    ByteTokenizer tokenizer = Families.QWEN3.tokenizer();
    Tools named =
        new Tools(
            Families.tools().offered(), new ToolChoice.Named("now"), Tools.Calls.SEVERAL_AT_ONCE);
    Rendering rendering =
        Families.QWEN3.format(tokenizer).render(Requests.of(Effort.MEDIUM, named));
    assertThat(tokenizer.decode(new PromptEncoder(tokenizer, 9_999).encode(rendering.prompt())))
        .contains("\"now\"")
        .doesNotContain("\"weather\"");
    assertThat(named.callable()).extracting(Tool::name).containsExactly("now");
  }

  @Test
  void aThoughtWithoutEndIsClosedAndHarmonyAnswers() {
    ByteTokenizer tokenizer = Families.HARMONY.tokenizer();
    PromptFormat format = Families.HARMONY.format(tokenizer);
    int[] start = tokenizer.tokens("<|channel|>analysis<|message|>");
    ScriptedEngine engine =
        new ScriptedEngine(
            4_096,
            tokenizer.size(),
            step ->
                step < start.length
                    ? start[step]
                    : step < 400 ? 'x' : tokenizer.token("<|return|>"));
    ResponseRequest request =
        ResponseRequest.of("m", new Conversation(List.of(Item.Message.of(Role.USER, "q"))))
            .withEffort(Effort.LOW)
            .withMaxOutputTokens(OptionalInt.of(300));
    List<ResponseEvent> events = new ArrayList<>();
    try {
      LocalResponder.of(tokenizer, format, engine, "m@1").respond(request, events::add);
    } catch (Cancelled cancelled) {
      throw new AssertionError(cancelled);
    }
    assertThat(Traces.trace(events))
        .matches("started\\(m@1\\) think\\(x+\\) answer\\(x+\\) length\\(.*\\)");
  }
}
