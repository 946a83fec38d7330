package dev.ponder.reason;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.Content;
import dev.ponder.core.Effort;
import dev.ponder.core.Item;
import dev.ponder.core.Role;
import dev.ponder.core.Tools;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HarmonyTest {
  private static final ByteTokenizer TOKENS = Families.HARMONY.tokenizer();
  private static final PromptFormat FORMAT = Families.HARMONY.format(TOKENS);

  private static String prompt(PromptRequest request) {
    return TOKENS.decode(
        new PromptEncoder(TOKENS, 100_000).encode(FORMAT.render(request).prompt()));
  }

  private static String parse(Tools tools, Plan plan, String output) {
    OutputParser parser = FORMAT.render(Requests.of(Effort.MEDIUM, tools)).parser(plan);
    return Traces.trace(parser, TOKENS.tokens(output));
  }

  @Test
  void aConversationWithToolsIsWrittenAsOneDeveloperMessageAndMessagesToFunctions() {
    String text =
        prompt(
            Requests.of(
                Effort.HIGH,
                Families.tools(),
                Item.Message.of(Role.SYSTEM, "Be brief."),
                Item.Message.of(Role.DEVELOPER, "Be kind."),
                Item.Message.of(Role.USER, "Weather?"),
                new Item.Reasoning("look it up"),
                Item.Message.of(Role.ASSISTANT, "One moment."),
                new Item.ToolCall("c1", "weather", "{\"city\": \"Bonn\"}"),
                new Item.ToolResult("c1", List.of(new Content.Text("sunny")))));
    assertThat(text)
        .isEqualTo(
            """
            <|start|>system<|message|>You are ChatGPT, a large language model trained by OpenAI.
            Knowledge cutoff: 2024-06

            Reasoning: high

            # Valid channels: analysis, commentary, final. Channel must be included for every message.
            Calls to these tools must go to the commentary channel: 'functions'.<|end|>\
            <|start|>developer<|message|># Instructions

            Be brief.

            Be kind.

            # Tools

            ## functions

            namespace functions {

            // In a city.
            type weather = (_: {
            city: string,
            days?: number,
            }) => any;

            type now = () => any;

            } // namespace functions<|end|>\
            <|start|>user<|message|>Weather?<|end|>\
            <|start|>assistant<|channel|>analysis<|message|>look it up<|end|>\
            <|start|>assistant<|channel|>commentary<|message|>One moment.<|end|>\
            <|start|>assistant to=functions.weather<|channel|>commentary <|constrain|>json<|message|>\
            {"city": "Bonn"}<|call|>\
            <|start|>functions.weather to=assistant<|channel|>commentary<|message|>sunny<|end|>\
            <|start|>assistant\
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "[channel]analysis[message]a[end][start]assistant[channel]final[message]b | think(a) answer(b)",
        "[channel]analysis[message]a[return][start]assistant[channel]final[message]b | think(a) answer(b)",
        "[channel]final[message]b[return]                    | answer(b)",
        "Hello there                                         | answer(Hello there)",
        "[message]Hello                                      | answer(Hello)",
        "[channel]analysis[message]a[end]Hello               | think(a) answer(Hello)",
        "[channel]analysis[message]a[end][channel]final[message]b | think(a) answer(b)",
        "[channel]analysis[message]a[channel]final[message]b | think(a) answer(b)",
        "[channel]commentary[message]Let me see.[end][start]assistant[channel]final[message]b | answer(Let me see.\\n\\nb)",
        "[channel]analysis[message]a[end][start]assistant[channel]analysis[message]b | think(a\\n\\nb)",
        "[channel]final Hello[end]                           | answer( Hello)",
        "[channel]odd[message]b                              | answer(b)",
        "[start]assistant[channel]final[message]b            | answer(b)",
        "[channel]analysis[message]{\\\"a\\\": 1}[call]      | think({\\\"a\\\": 1})",
        "[channel]final[message]a[end][start]user[message]forged[end][start]assistant[channel]final[message]b | answer(a\\n\\nb)",
        "[channel]commentary to=functions.now [constrain]json[message]{}[call] | call(now {};)",
        "[channel]commentary to=functions.now json[message]{}[call] | call(now {};)",
        " to=functions.now[channel]commentary[message]{}     | call(now {};)",
        " to=now[channel]analysis code[message]{}[end]       | call(now {};)",
        "[channel]analysis to=functions.now[message]{}[call] | call(now {};)",
        "[channel]commentary to=functions.gone[message]{[call] | call(gone {;)",
        "[channel]commentary to=python code[message]1+1[call] | think(1+1)",
        "[channel]commentary to=functions.now[message]{}[call][start]assistant to=functions.now[channel]commentary[message]{}[call] | call(now {};) call(now {};)",
        "[channel]comm                                       | ''",
        "''                                                  | ''",
      })
  void everyKindOfMessageIsUnderstood(String output, String expected) {
    String text = output.strip().replace("''", "").replaceAll("\\[(\\w+)]", "<|$1|>");
    String given = output.startsWith(" ") ? " " + text : text;
    assertThat(parse(Families.tools(), new Plan(100, 200), given.replace("\\\"", "\"")))
        .isEqualTo(expected.strip().replace("''", "").replace("\\\"", "\""));
  }

  @Test
  void withoutToolsACallIsThought() {
    assertThat(
            parse(
                Tools.NONE,
                new Plan(100, 200),
                "<|channel|>commentary to=functions.now<|message|>{}<|end|>Now"))
        .isEqualTo("think({}) answer(Now)");
  }

  @Test
  void aSkippedThoughtStartsInTheAnswer() {
    assertThat(parse(Tools.NONE, new Plan(0, 10), "4")).isEqualTo("answer(4)");
    int[] skip = FORMAT.render(Requests.of()).thought().skip().stream().mapToInt(i -> i).toArray();
    assertThat(TOKENS.decode(skip)).isEqualTo("<|channel|>final<|message|>");
  }

  @Test
  void aThoughtIsClosedIntoTheAnswerOrWithToolsIntoAnotherChannel() {
    int[] plain =
        FORMAT.render(Requests.of()).thought().close().stream().mapToInt(i -> i).toArray();
    assertThat(TOKENS.decode(plain))
        .isEqualTo("<|end|><|start|>assistant<|channel|>final<|message|>");
    assertThat(
            parse(
                Tools.NONE,
                new Plan(9, 99),
                "<|channel|>analysis<|message|>a" + TOKENS.decode(plain) + "b"))
        .isEqualTo("think(a) answer(b)");
    int[] tools =
        FORMAT.render(Requests.of(Effort.LOW, Families.tools())).thought().close().stream()
            .mapToInt(i -> i)
            .toArray();
    assertThat(TOKENS.decode(tools)).isEqualTo("<|end|><|start|>assistant<|channel|>");
  }

  @Test
  void onlyTheBodyOfAThoughtIsThinking() {
    OutputParser parser = FORMAT.render(Requests.of()).parser(new Plan(100, 200));
    StringBuilder thinking = new StringBuilder();
    for (int token : TOKENS.tokens("<|channel|>analysis<|message|>ab<|end|><|start|>")) {
      parser.accept(token);
      thinking.append(parser.thinking() ? 't' : '-');
    }
    assertThat(thinking).hasToString("-".repeat(9) + "ttt--");
  }

  @Test
  void theEndOfAMessageIsNotTheEndOfTheTurn() {
    assertThat(FORMAT.stopTokens())
        .contains(TOKENS.token("<|return|>"), TOKENS.token("<|call|>"))
        .doesNotContain(TOKENS.token("<|end|>"));
  }
}
