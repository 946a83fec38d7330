package dev.ponder.model.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// How byte-level vocabularies spell bytes as visible characters (GPT-2): printable Latin-1 stands
/// for itself, the other 68 bytes are the characters from U+0100 on, so a space is `Ġ`.
final class ByteLevel {
  private static final char[] CHARACTERS = new char[256];
  private static final short[] BYTES = new short[256 + 68];

  static {
    Arrays.fill(BYTES, (short) -1);
    int next = 256;
    for (int value = 0; value < 256; value++) {
      boolean visible =
          (value >= '!' && value <= '~') || (value >= 0xA1 && value != 0xAD && value <= 0xFF);
      CHARACTERS[value] = (char) (visible ? value : next++);
      BYTES[CHARACTERS[value]] = (short) value;
    }
  }

  private ByteLevel() {}

  /// The bytes that a token's spelling stands for; the spelling's own UTF-8 bytes when it holds
  /// other characters than these.
  static byte[] bytes(String spelling) {
    byte[] bytes = new byte[spelling.length()];
    for (int i = 0; i < bytes.length; i++) {
      char character = spelling.charAt(i);
      if (character >= BYTES.length || BYTES[character] < 0) {
        return spelling.getBytes(StandardCharsets.UTF_8);
      }
      bytes[i] = (byte) BYTES[character];
    }
    return bytes;
  }

  /// The spelling of those bytes.
  static String spelling(byte[] bytes) {
    char[] characters = new char[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      characters[i] = CHARACTERS[bytes[i] & 0xFF];
    }
    return new String(characters);
  }
}
