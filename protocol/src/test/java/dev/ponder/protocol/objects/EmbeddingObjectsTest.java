package dev.ponder.protocol.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.core.EmbeddingTask.Input;
import dev.ponder.core.Embeddings;
import dev.ponder.core.Json;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EmbeddingObjectsTest {
  @Test
  void inputsComeInFourForms() {
    assertThat(inputs("\"one\"")).containsExactly(new Input.Text("one"));
    assertThat(inputs("[\"one\",\"two\"]"))
        .containsExactly(new Input.Text("one"), new Input.Text("two"));
    assertThat(inputs("[1,2]")).containsExactly(new Input.Tokens(List.of(1, 2)));
    assertThat(inputs("[[1],[2,3]]"))
        .containsExactly(new Input.Tokens(List.of(1)), new Input.Tokens(List.of(2, 3)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | Missing required parameter: 'model'.",
        "{'model':'m'} | Missing required parameter: 'input'.",
        "{'model':'m','input':''} | Invalid 'input': input cannot be an empty string.",
        "{'model':'m','input':['a','']} | Invalid 'input[1]': input cannot be an empty string.",
        "{'model':'m','input':[]} | Invalid 'input': empty array.",
        "{'model':'m','input':[[]]} | Invalid 'input[0]': empty array.",
        "{'model':'m','input':[1,'a']} | Invalid type for 'input[1]': expected an integer",
        "{'model':'m','input':[1.5]} | Invalid type for 'input[0]': expected an integer",
        "{'model':'m','input':[-1]} | Invalid 'input[0]': integer below minimum value.",
        "{'model':'m','input':7} | Invalid type for 'input': expected a string, an array",
        "{'model':'m','input':'a','dimensions':0} | Invalid 'dimensions': integer below minimum",
        "{'model':'m','input':'a','encoding_format':'hex'} | Invalid value: 'hex'.",
        "{'model':'m','input':'a','wings':2} | Unknown parameter: 'wings'.",
        "[] | Invalid type for the request body: expected an object",
      })
  void whatIsNoRequestIsRefused(String body, String message) {
    assertThatThrownBy(() -> EmbeddingObjects.decode(Json.parse(body.replace('\'', '"'))))
        .hasMessageStartingWith(message);
  }

  @Test
  void soManyInputsAndNoMore() {
    String one = "\"a\"";
    assertThat(inputs("[" + String.join(",", Collections.nCopies(2_048, one)) + "]"))
        .hasSize(2_048);
    assertThatThrownBy(() -> inputs("[" + String.join(",", Collections.nCopies(2_049, one)) + "]"))
        .hasMessage(
            "Invalid 'input': array too long. Expected an array with maximum length 2048, but got"
                + " an array with length 2049 instead.");
  }

  @Test
  void vectorsTravelAsNumbersOrAsTheirBytes() {
    Embeddings made = new Embeddings("m@1", List.of(new float[] {1, -0.5f, 1e-9f}), 3);
    String numbers = EmbeddingObjects.encode(call("float"), made);
    assertThat(numbers)
        .isEqualTo(
            "{\"object\":\"list\",\"data\":[{\"object\":\"embedding\",\"index\":0,"
                + "\"embedding\":[1.0,-0.5,1.0E-9]}],\"model\":\"m@1\","
                + "\"usage\":{\"prompt_tokens\":3,\"total_tokens\":3}}");
    assertThat(Json.parse(numbers)).isInstanceOf(Json.Obj.class);
    assertThat(EmbeddingObjects.encode(call("base64"), made))
        .contains("\"embedding\":\"AACAPwAAAL9fcIkw\"");
  }

  private static EmbeddingCall call(String encoding) {
    String body =
        "{\"model\":\"m\",\"input\":\"x\",\"encoding_format\":\"%s\"}".formatted(encoding);
    return EmbeddingObjects.decode(Json.parse(body));
  }

  private static List<Input> inputs(String input) {
    String body = "{\"model\":\"m\",\"input\":%s}".formatted(input);
    return EmbeddingObjects.decode(Json.parse(body)).task().inputs();
  }
}
