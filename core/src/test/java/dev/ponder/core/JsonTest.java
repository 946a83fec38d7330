package dev.ponder.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @Test
  void objectsKeepTheOrderOfTheirMembers() {
    String text = "{\"z\":1,\"a\":[true,false,null],\"m\":{\"\":\"\"}}";

    assertThat(Json.parse(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "-0", "1.5", "1e400", "-1E-400", "12345678901234567890123456789", "1.10"})
  void numbersKeepTheirDigits(String literal) {
    assertThat(Json.parse(" [" + literal + " ] ").text()).isEqualTo("[" + literal + "]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "+1", "01", "1.", ".5", "1e", "NaN", "Infinity", "0x10", "1 ", "١"})
  void whatIsNoNumberCannotBecomeOne(String literal) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Json.Num(literal));
  }

  @Test
  void doublesThatJsonLacksAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Json.of(Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> Json.of(Double.NEGATIVE_INFINITY));
    assertThat(Json.of(1e300).text()).isEqualTo("1.0E300");
  }

  @Test
  void quotedTextIsOneLineOfValidUtf8() {
    String text = "\u0000\u001f \"\\/\b\f\n\r\t\u007f\u0085\u2028\u2029 é 😀 \ud83d \ude00";

    assertThat(Json.of(text).text())
        .isEqualTo(
            "\"\\u0000\\u001f \\\"\\\\/\\u0008\\u000c\\n\\r\\t\u007f\\u0085\\u2028\\u2029"
                + " é 😀 \\ud83d \\ude00\"");
    assertThat(Json.parse(Json.of(text).text())).isEqualTo(Json.of(text));
  }

  @Test
  void escapedSurrogatesJoin() {
    assertThat(Json.parse("\"\\ud83d\\ude00\"")).isEqualTo(Json.of("😀"));
    assertThat(Json.of("\ud83d" + "\ude00").text()).isEqualTo("\"😀\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                | the text is empty
          `  `              | the text is empty
          {                 | Unexpected end-of-input: expected close marker for Object (line 1, column 2)
          {"a":1,"a":2}     | Duplicate Object property "a" (line 1, column 11)
          1 2               | text follows the value
          {"a":1}}          | Unexpected close marker '}': no open Object to close (line 1, column 8)
          NaN               | Non-standard token 'NaN' (line 1, column 4)
          01                | Invalid numeric value: Leading zeroes not allowed (line 1, column 2)
          "\\x"             | Unrecognized character escape 'x' (code 120) (line 1, column 3)
          """)
  void whatIsNotJsonIsRefusedWithThePlace(String text, String message) {
    assertThatThrownBy(() -> Json.parse(text))
        .isInstanceOf(JsonSyntaxException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[1,]",
        "{a:1}",
        "{\"a\" 1}",
        "'a'",
        "nul",
        "\"a\nb\"",
        "\"\\u12\"",
        "/**/1",
        "[1"
      })
  void nothingButJsonIsRead(String text) {
    assertThatThrownBy(() -> Json.parse(text)).isInstanceOf(JsonSyntaxException.class);
  }

  @Test
  void nestingEndsAt512() {
    assertThat(Json.parse(nested(512)).text()).isEqualTo(nested(512));
    assertThatThrownBy(() -> Json.parse(nested(513)))
        .isInstanceOf(JsonSyntaxException.class)
        .hasMessage("Document nesting depth (513) exceeds the maximum allowed (512)");
    assertThatThrownBy(() -> Json.parse("[".repeat(1_000_000)))
        .isInstanceOf(JsonSyntaxException.class);
    assertThatThrownBy(() -> Json.parse("{\"a\":".repeat(1_000_000)))
        .isInstanceOf(JsonSyntaxException.class);
  }

  @Test
  void memoryForABodyIsBounded() {
    assertThatThrownBy(() -> Json.parse("[" + "0,".repeat(2_100_000) + "0]"))
        .isInstanceOf(JsonSyntaxException.class)
        .hasMessageContaining("Token count");
    assertThatThrownBy(() -> Json.parse("1" + "0".repeat(1_000)))
        .isInstanceOf(JsonSyntaxException.class)
        .hasMessage("Number value length (1001) exceeds the maximum allowed (1000)");
  }

  @Test
  void messagesStayShort() {
    String name = "k".repeat(40_000);

    assertThatThrownBy(() -> Json.parse("{\"" + name + "\":1,\"" + name + "\":2}"))
        .isInstanceOf(JsonSyntaxException.class)
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
  }

  @Test
  void tenMegabytesOfTextPass() {
    String text = "é\n".repeat(5_000_000);

    assertThat(Json.parse(Json.of(text).text())).isEqualTo(Json.of(text));
  }

  @Test
  void bytesMustBeUtf8() {
    assertThat(Json.parse("\"é😀\"".getBytes(StandardCharsets.UTF_8))).isEqualTo(Json.of("é😀"));
    for (byte[] bytes :
        List.of(
            new byte[] {'"', (byte) 0xff, '"'},
            new byte[] {'"', (byte) 0xc0, (byte) 0x80, '"'},
            new byte[] {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'},
            new byte[] {'"', (byte) 0xe2, (byte) 0x82},
            "{}".getBytes(StandardCharsets.UTF_16))) {
      assertThatThrownBy(() -> Json.parse(bytes))
          .isInstanceOf(JsonSyntaxException.class)
          .hasMessage("the text is not UTF-8");
    }
    assertThatThrownBy(() -> Json.parse("{}".getBytes(StandardCharsets.UTF_16LE)))
        .isInstanceOf(JsonSyntaxException.class);
  }

  @Test
  void aByteOrderMarkIsSkippedOnce() {
    assertThat(Json.parse("\ufeff1".getBytes(StandardCharsets.UTF_8))).isEqualTo(Json.of(1));
    assertThatThrownBy(() -> Json.parse("\ufeff\ufeff1".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(JsonSyntaxException.class);
  }

  @Test
  void whatIsWrittenReadsBackTheSame() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 2_000; i++) {
      Json value = anything(random, 5);
      assertThat(Json.parse(value.text())).isEqualTo(value);
    }
  }

  @Test
  void damagedTextIsReadOrRefusedAndNothingElse() {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 5_000; i++) {
      byte[] bytes = anything(random, 4).text().getBytes(StandardCharsets.UTF_8);
      for (int hits = random.nextInt(3); hits >= 0; hits--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        Json read = Json.parse(bytes);
        assertThat(Json.parse(read.text())).isEqualTo(read);
      } catch (JsonSyntaxException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }

  private static String nested(int depth) {
    return "[".repeat(depth) + "]".repeat(depth);
  }

  private static Json anything(SplittableRandom random, int depth) {
    return switch (random.nextInt(depth == 0 ? 4 : 6)) {
      case 0 -> Json.of(anyText(random));
      case 1 -> Json.of(random.nextLong());
      case 2 -> Json.of(random.nextDouble() * Math.pow(10, random.nextInt(-300, 300)));
      case 3 -> random.nextBoolean() ? Json.of(random.nextBoolean()) : new Json.Null();
      case 4 -> {
        List<Json> elements = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          elements.add(anything(random, depth - 1));
        }
        yield Json.of(elements);
      }
      default -> {
        Json.Builder members = Json.object();
        for (int i = random.nextInt(4); i > 0; i--) {
          // A lone surrogate in a name is refused.
          members.put(anyText(random).replaceAll("\\p{Cs}", ""), anything(random, depth - 1));
        }
        yield members.build();
      }
    };
  }

  /// Any UTF-16, lone surrogates included.
  private static String anyText(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.append((char) (random.nextBoolean() ? random.nextInt(128) : random.nextInt(65_536)));
    }
    return text.toString();
  }
}
