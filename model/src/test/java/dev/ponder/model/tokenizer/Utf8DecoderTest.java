package dev.ponder.model.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8DecoderTest {
  private static final List<byte[]> PIECES =
      List.of(
          utf8("a"),
          utf8("é"),
          utf8("€"),
          utf8("😀"),
          bytes(0x80),
          bytes(0xC0, 0x80),
          bytes(0xC3),
          bytes(0xE0, 0x80),
          bytes(0xE2, 0x82),
          bytes(0xED, 0xA0, 0x80),
          bytes(0xF0, 0x9F),
          bytes(0xF0, 0x9F, 0x98),
          bytes(0xF4, 0x90, 0x80, 0x80),
          bytes(0xF8, 0xFF));

  @Test
  void anyCutGivesTheSameText() {
    Random random = new Random(5);
    for (int round = 0; round < 3_000; round++) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      for (int i = random.nextInt(5); i >= 0; i--) {
        all.writeBytes(PIECES.get(random.nextInt(PIECES.size())));
      }
      byte[] bytes = all.toByteArray();
      String whole = new String(bytes, StandardCharsets.UTF_8);
      for (int cut = 0; cut <= bytes.length; cut++) {
        assertThat(decoded(bytes, cut, bytes.length)).isEqualTo(whole);
      }
      assertThat(decoded(bytes, 1, 1)).isEqualTo(whole);
    }
  }

  @Test
  void completeCharactersAreNotHeldBack() {
    Utf8Decoder decoder = new Utf8Decoder();
    assertThat(decoder.accept(bytes(0xF0, 0x9F))).isEmpty();
    assertThat(decoder.accept(bytes(0x98))).isEmpty();
    assertThat(decoder.accept(bytes(0x80, 'a'))).isEqualTo("😀a");
    assertThat(decoder.accept(bytes(0xE2, 'b'))).isEqualTo("\uFFFDb");
    assertThat(decoder.accept(bytes(0xE2))).isEmpty();
    assertThat(decoder.end()).isEqualTo("\uFFFD");
  }

  @Test
  void startsAfreshAfterTheEnd() {
    Utf8Decoder decoder = new Utf8Decoder();
    decoder.accept(bytes(0xE2));
    decoder.end();
    assertThat(decoder.accept(bytes(0x82))).isEqualTo("\uFFFD");
    assertThat(decoder.end()).isEmpty();
  }

  private static String decoded(byte[] bytes, int first, int step) {
    Utf8Decoder decoder = new Utf8Decoder();
    StringBuilder text = new StringBuilder();
    text.append(decoder.accept(Arrays.copyOf(bytes, Math.min(first, bytes.length))));
    for (int at = first; at < bytes.length; at += step) {
      text.append(decoder.accept(Arrays.copyOfRange(bytes, at, Math.min(at + step, bytes.length))));
    }
    return text.append(decoder.end()).toString();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
