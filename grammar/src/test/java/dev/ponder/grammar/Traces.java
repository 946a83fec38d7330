package dev.ponder.grammar;

import dev.ponder.core.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Texts run through grammars byte by byte.
final class Traces {
  /// The 256 bytes, each a token.
  static final Vocabulary BYTES = bytes();

  private Traces() {}

  private static Vocabulary bytes() {
    List<byte[]> tokens = new ArrayList<>();
    for (int i = 0; i < 256; i++) {
      tokens.add(new byte[] {(byte) i});
    }
    return Vocabulary.of(tokens);
  }

  static Grammar schema(String schema) {
    return Grammar.ofSchema(Json.parse(schema), SchemaOptions.DEFAULT);
  }

  static boolean accepts(Grammar grammar, String text) {
    return accepts(grammar, text.getBytes(StandardCharsets.UTF_8));
  }

  static boolean accepts(Grammar grammar, byte[] text) {
    Matcher matcher = grammar.matcher(BYTES);
    return matcher.accept(text) && matcher.complete();
  }

  static boolean allows(long[] mask, int token) {
    return (mask[token >> 6] & 1L << token) != 0;
  }
}
