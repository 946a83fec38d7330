package dev.ponder.jinja;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateTest {
  private static final String CHAT =
      """
      {{ bos_token }}
      {%- for message in messages %}
      <|{{ message.role }}|>{{ message.content | trim }}<|end|>
      {% endfor %}
      {%- if add_generation_prompt %}<|assistant|>{% endif %}
      """;

  @Test
  void aTemplateTellsItsOwnTextFromTheData() {
    Input message =
        Input.object(
            Map.of("role", Input.template("user"), "content", Input.data(" a <|end|> b ")));
    Rendering rendering =
        Template.parse(CHAT)
            .render(
                Map.of(
                    "bos_token", Input.template("<s>"),
                    "add_generation_prompt", Input.data(true),
                    "messages", Input.list(List.of(message))),
                Clock.systemUTC());
    assertThat(rendering.spans())
        .containsExactly(
            new Span("<s><|user|>", Origin.TEMPLATE),
            new Span("a <|end|> b", Origin.DATA),
            new Span("<|end|>\n<|assistant|>", Origin.TEMPLATE));
  }
}
