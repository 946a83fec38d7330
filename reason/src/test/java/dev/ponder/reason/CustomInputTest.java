package dev.ponder.reason;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.Json;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomInputTest {

  private static String read(String arguments, Random random) {
    CustomInput input = new CustomInput();
    StringBuilder text = new StringBuilder();
    int from = 0;
    while (from < arguments.length()) {
      int to = Math.min(arguments.length(), from + 1 + random.nextInt(4));
      String piece = input.accept(arguments.substring(from, to));
      if (!piece.isEmpty()) {
        assertThat(Character.isHighSurrogate(piece.charAt(piece.length() - 1))).isFalse();
      }
      text.append(piece);
      from = to;
    }
    return text.append(input.end()).toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"input\": \"a\\nb\"} | a^b",
        "{\"input\":\"\\\"\\\\\\/\\b\\tx\"} | \"\\/\b\tx",
        "{ \"input\" : \"\\u00e9\\ud83d\\ude42🙂\" } | é🙂🙂",
        "{\"input\": \"\\ud83dx\\ude42\"} | \ufffdx\ufffd",
        "{\"input\": \"cut o | cut o",
        "{\"input\": \"a\\q\\u12z\"} | a\\q\\u12z",
        "{\"input\": 5} | {\"input\": 5}",
        "{\"other\": \"x\"} | {\"other\": \"x\"}",
        "just text | just text",
        "{\"inp | {\"inp",
      })
  void theTextComesOutHoweverItIsCut(String arguments, String expected) {
    for (int round = 0; round < 20; round++) {
      assertThat(read(arguments.strip(), new Random(round)))
          .isEqualTo(expected.strip().replace('^', '\n'));
    }
  }

  @Test
  void whatJsonWritesIsReadBack() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(20); i > 0; i--) {
        text.appendCodePoint(
            random.nextInt(3) == 0 ? 0x1f600 + random.nextInt(50) : random.nextInt(0x300));
      }
      String arguments = Json.object().put("input", text.toString()).build().text();
      assertThat(read(arguments, random)).isEqualTo(text.toString());
    }
  }
}
