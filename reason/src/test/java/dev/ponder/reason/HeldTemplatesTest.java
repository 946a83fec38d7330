package dev.ponder.reason;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.FinishReason;
import dev.ponder.core.ToolChoice;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Models whose own template is run are held to what they are asked for as well, with the marks
/// that their template shows.
class HeldTemplatesTest {

  enum Kind {
    LIST("{{ tools }}[TOOL_CALLS][{'name': 'f'}]</s>", List.of("</s>", "[TOOL_CALLS]")),
    OPEN_AND_CLOSED(
        "{{ tools }}<|tool_call_start|>[]<|tool_call_end|><|im_end|>",
        List.of("<|im_end|>", "<|tool_call_start|>", "<|tool_call_end|>")),
    FUNCTION_TAGS(
        "{{ tools }}<tool_call>\n<function=f>\n<parameter=x>\n</tool_call><|im_end|>",
        List.of("<|im_end|>")),
    DEEP_SEEK(
        "{{ tools }}<｜tool▁call▁begin｜> thinking is defined <｜User｜></s>",
        List.of(
            "</s>",
            "<｜tool▁calls▁begin｜>",
            "<｜tool▁call▁begin｜>",
            "<｜tool▁sep｜>",
            "<｜tool▁call▁end｜>",
            "<｜tool▁calls▁end｜>")),
    LINES("{{ messages[0].content }}</s>", List.of("</s>"));

    private final LocalResponder responder;

    Kind(String template, List<String> control) {
      ByteTokenizer tokenizer = ByteTokenizer.of(control, List.of("<tool_call>", "</tool_call>"));
      PromptFormat format = PromptFormats.choose("m", tokenizer, Optional.of(template));
      assertThat(format.name()).isEqualTo("template");
      this.responder =
          LocalResponder.of(
              tokenizer,
              format,
              new RandomEngine(tokenizer.size(), HeldOutputTest::weight, ordinal()),
              "m@1");
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsRequiredComesAndWhatIsFreeIsRight(Kind kind) {
    for (int round = 0; round < 6; round++) {
      HeldOutput required =
          HeldOutput.of(kind.responder, HeldOutput.request(new ToolChoice.Required()));
      assertThat(required.calls()).isNotEmpty();
      assertThat(required.text()).isEmpty();
      required.assertHeld(HeldOutput.ALL);
      HeldOutput named =
          HeldOutput.of(kind.responder, HeldOutput.request(new ToolChoice.Named("weather")));
      named.assertHeld(Set.of("weather"));
      HeldOutput free = HeldOutput.of(kind.responder, HeldOutput.request(new ToolChoice.Auto()));
      if (free.reason() != FinishReason.LENGTH) {
        free.assertHeld(HeldOutput.ALL);
      }
    }
  }
}
