package dev.ponder.reason;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.FinishReason;
import dev.ponder.core.ToolChoice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A model that wants a call and writes it wrong is led to one that is right.
class WantedCallTest {
  /// Calls as models write them that do not care, wherever they may begin.
  @ParameterizedTest
  @EnumSource
  void aModelThatWantsACallGetsItRight(Families family) {
    List<String> wishes =
        List.of(
            "{\"name\": \"weather\", \"arguments\": {\"city\": 5}}",
            "Sure!\n\n{\"name\": \"weather\", \"parameters\": {\"town\": \"Bonn\"}} and so on",
            "```json\n{\"name\": \"now\", \"arguments\": {\"x\": 1}}\n```\nDone",
            "functools[{\"name\": \"code\", \"arguments\": {\"input\": \"x\"}}]",
            "[{\"name\": \"now\", \"arguments\": null}, 5]",
            "{\"type\": \"function\", \"name\": \"weather\", \"arguments\": \"{}\"}",
            "{\"parameters\": {}, \"name\": \"now\"}",
            "{\"function\": {\"name\": \"now\", \"arguments\": {\"x\": 1}}}",
            "{\"name\": \"n\\u006fw\", \"arguments\": {\"x\": 1}}",
            "{\"name\": \"gone\", \"arguments\": {}}",
            "<tool_call>{\"name\": \"gone\"}</tool_call><tool_call>[]</tool_call>",
            "<tool_call>\n<function=now>\n</function>",
            "<|tool_call|>[{\"name\": \"now\", \"arguments\": {\"x\": 1}}]<|/tool_call|>",
            "<|python_tag|>weather.call(city=\"Bonn\")",
            "<|channel|>commentary to=functions.gone <|constrain|>json<|message|>{}<|call|>",
            "<|channel|>analysis to=python<|message|>print(1)<|end|>",
            " to=functions.weather<|channel|>commentary json<|message|>5<|call|>",
            "<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>gone\n```json\n{}\n```");
    ByteTokenizer tokenizer = family.tokenizer();
    List<Integer> script = new ArrayList<>();
    LocalResponder responder = scripted(family, tokenizer, script);
    for (String wish : wishes) {
      String output = "</think>\n\n" + wish;
      for (int[] tokens : List.of(tokenizer.encode(output), tokenizer.tokens(output))) {
        script.clear();
        Arrays.stream(tokens).forEach(script::add);
        HeldOutput written = HeldOutput.of(responder, HeldOutput.request(new ToolChoice.Auto()));
        assertThat(written.calls().stream().map(Map.Entry::getKey))
            .as(wish)
            .isSubsetOf(HeldOutput.ALL);
        if (written.reason() != FinishReason.LENGTH) {
          written.assertHeld(HeldOutput.ALL);
        }
      }
    }
  }

  private static LocalResponder scripted(
      Families family, ByteTokenizer tokenizer, List<Integer> script) {
    PromptFormat format = family.format(tokenizer);
    int end = format.stopTokens().iterator().next();
    // What a model that must not end wants instead leads on to an end.
    ScriptedEngine engine =
        new ScriptedEngine(
            4_000,
            tokenizer.size(),
            step ->
                step < script.size()
                    ? script.get(step)
                    : step % 3 == 0 ? end : "\"}".charAt(step % 2));
    return LocalResponder.of(tokenizer, format, engine, "m@1");
  }
}
