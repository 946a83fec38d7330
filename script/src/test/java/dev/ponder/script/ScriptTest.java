package dev.ponder.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptTest {

  @Test
  void aScriptHasThreeForms() {
    String rule = "{\"reply\":{\"text\":\"hi\"}}";

    assertThat(Script.parse("[" + rule + ",\n" + rule + "]").rules()).hasSize(2);
    assertThat(Script.parse(rule + "\n\n" + rule + "\n").rules()).hasSize(2);
    Script named = Script.parse("{\"model\":\"m\",\n\"context\":50,\"rules\":[" + rule + "]}");
    assertThat(named.rules()).hasSize(1);
    assertThat(named.model()).hasValue("m");
    assertThat(named.contextLength()).isEqualTo(50);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"reply\":{\"txt\":\"a\"}} | 'reply.txt' is unknown; there are: calls, error, finish",
        "{\"reply\":{\"text\":7}} | 'reply.text' must be a string, not a number",
        "{\"reply\":{\"text\":\"{{user}}\"}} | 'reply.text' has {{user}}; there are: last_user",
        "{\"when\":{\"user_matches\":\"(\"},\"reply\":{}} | 'when.user_matches' is no regular",
        "{\"when\":{\"last\":\"tool\"},\"reply\":{}} | 'when.last' must be one of user, tool_result",
        "{\"when\":{}} | 'reply' is missing",
        "{\"reply\":{\"calls\":[{\"arguments\":{}}]}} | 'reply.calls[0].tool' is missing",
        "{\"reply\":{\"pause\":-1}} | 'reply.pause' must be a whole number from 0",
        "{\"reply\": | it is not JSON",
      })
  void aMistakeIsNamedWithItsLine(String rule, String complaint) {
    assertThatThrownBy(() -> Script.parse("{\"reply\":{}}\n\n" + rule))
        .isInstanceOf(ScriptException.class)
        .hasMessageStartingWith("line 3: " + complaint);
  }

  @Test
  void rulesOfOneDocumentHaveLinesToo() {
    assertThatThrownBy(() ->
            Script.parse(
                """
                {"rules": [
                  {"reply": {"text": "a } \\" ]"}},
                  {
                    "when": {"turn": 1},
                    "reply": {"finish": "never"}
                  }
                ]}
                """))
        .hasMessage("line 3: 'reply.finish' must be one of stop, length, tool_calls, not 'never'");
  }
}
