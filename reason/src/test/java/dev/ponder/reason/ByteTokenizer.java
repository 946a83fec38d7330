package dev.ponder.reason;

import dev.ponder.model.tokenizer.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/// A token per byte, then the tokens of a test: control, user-defined, and words that a model may
/// write but that encoding never gives.
final class ByteTokenizer implements Tokenizer {
  private static final int BYTES = 256;

  private final List<String> specials = new ArrayList<>();
  private final List<byte[]> pieces = new ArrayList<>();
  private final int controls;
  private final int userDefined;

  private ByteTokenizer(List<String> control, List<String> userDefined, List<String> words) {
    specials.addAll(control);
    specials.addAll(userDefined);
    specials.addAll(words);
    this.controls = control.size();
    this.userDefined = userDefined.size();
  }

  static ByteTokenizer of(List<String> control, List<String> userDefined, String... words) {
    return new ByteTokenizer(control, userDefined, List.of(words));
  }

  /// ChatML with thought marks.
  static ByteTokenizer chatMl(String... words) {
    return of(
        List.of("<|endoftext|>", "<|im_start|>", "<|im_end|>"),
        List.of("<think>", "</think>", "<tool_call>", "</tool_call>"),
        words);
  }

  /// The token of that spelling, words included.
  int token(String spelling) {
    int index = specials.indexOf(spelling);
    return index < 0 ? spelling.getBytes(StandardCharsets.UTF_8)[0] & 0xff : BYTES + index;
  }

  /// A new token of these bytes, which encoding never gives.
  int piece(byte[] bytes) {
    pieces.add(bytes);
    return size() - 1;
  }

  /// The ids of text in which every special spelling is its token, words included.
  int[] tokens(String text) {
    return encode(text, specials);
  }

  @Override
  public int[] encode(String text) {
    return encode(text, specials.subList(controls, controls + userDefined));
  }

  @Override
  public int[] encodeWithControl(String text) {
    return encode(text, specials.subList(0, controls + userDefined));
  }

  private int[] encode(String text, List<String> matched) {
    List<Integer> ids = new ArrayList<>();
    int from = 0;
    while (from < text.length()) {
      int at = from;
      String found =
          matched.stream().filter(spelling -> text.startsWith(spelling, at)).findFirst().orElse("");
      if (found.isEmpty()) {
        int end = text.offsetByCodePoints(from, 1);
        for (byte b : text.substring(from, end).getBytes(StandardCharsets.UTF_8)) {
          ids.add(b & 0xff);
        }
        from = end;
      } else {
        ids.add(token(found));
        from += found.length();
      }
    }
    return ids.stream().mapToInt(Integer::intValue).toArray();
  }

  @Override
  public byte[] bytes(int token) {
    int special = token - BYTES;
    if (special < 0) {
      return new byte[] {(byte) token};
    }
    return special < specials.size()
        ? specials.get(special).getBytes(StandardCharsets.UTF_8)
        : pieces.get(special - specials.size());
  }

  @Override
  public boolean isControl(int token) {
    return token >= BYTES && token < BYTES + controls;
  }

  @Override
  public OptionalInt special(String spelling) {
    int index = specials.subList(0, controls + userDefined).indexOf(spelling);
    return index < 0 ? OptionalInt.empty() : OptionalInt.of(BYTES + index);
  }

  @Override
  public int size() {
    return BYTES + specials.size() + pieces.size();
  }

  @Override
  public OptionalInt beginOfText() {
    return special("<|begin_of_text|>");
  }

  @Override
  public Set<Integer> endOfText() {
    OptionalInt end = special("<|im_end|>");
    return end.isPresent() ? Set.of(end.getAsInt()) : Set.of();
  }

  /// `tokens` with control and user-defined tokens in `⟨⟩`, so that a typed spelling differs.
  String marked(int[] tokens) {
    StringBuilder out = new StringBuilder();
    int from = 0;
    for (int i = 0; i <= tokens.length; i++) {
      if (i == tokens.length || tokens[i] >= BYTES) {
        out.append(decode(Arrays.copyOfRange(tokens, from, i)));
        from = i + 1;
        if (i < tokens.length) {
          out.append('⟨').append(specials.get(tokens[i] - BYTES)).append('⟩');
        }
      }
    }
    return out.toString();
  }
}
