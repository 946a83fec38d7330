package dev.ponder.model.tokenizer;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Decodes UTF-8 that arrives in arbitrary pieces; holds back an incomplete character. However the
/// bytes are cut, the joined results are those of decoding all of them at once.
public final class Utf8Decoder {
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private byte[] pending = new byte[0];

  /// The characters that are complete now; U+FFFD for bytes that can never become one.
  public String accept(byte[] bytes) {
    ByteBuffer input = ByteBuffer.allocate(pending.length + bytes.length);
    input.put(pending).put(bytes).flip();
    CharBuffer output = CharBuffer.allocate(input.remaining());
    decoder.decode(input, output, false);
    pending = new byte[input.remaining()];
    input.get(pending);
    return output.flip().toString();
  }

  /// What was held back, as U+FFFD where it is incomplete. The decoder is ready for another text.
  public String end() {
    CharBuffer output = CharBuffer.allocate(pending.length);
    decoder.decode(ByteBuffer.wrap(pending), output, true);
    decoder.reset();
    pending = new byte[0];
    return output.flip().toString();
  }
}
